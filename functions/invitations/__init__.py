"""Activities, invitations, attendance, appointments, contact: how a committee and its deputies meet."""

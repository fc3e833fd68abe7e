"""Special matters: what deputies raise by letter, on visits and in contact; a detained deputy's appeal;
reports that a deputy's duty was obstructed. Each is a case of its own, with its own readers."""

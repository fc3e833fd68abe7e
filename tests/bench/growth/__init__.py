"""What reads cost as a province grows, and the nightly pass over all of its deputies."""

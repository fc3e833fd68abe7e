"""What several functions store or read; the engine's errors become domain errors here."""

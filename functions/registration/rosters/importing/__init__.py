"""The import of an uploaded roster: read what stands, decide row by row, write what differs."""

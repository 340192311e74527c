"""What the program knows: to be searched, read and corrected."""

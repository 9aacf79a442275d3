"""What caused what in a story: structural equations, and questions with exact answers."""

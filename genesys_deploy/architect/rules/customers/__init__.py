"""Rules about what customers see."""

"""What is wrong with a Data Action, told before an org refuses it."""

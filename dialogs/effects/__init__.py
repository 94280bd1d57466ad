"""What dialogs ask to be carried out, for reporters and for the team, and what may come of it."""

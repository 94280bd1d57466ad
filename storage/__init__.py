"""What is kept: reports, cases, deliveries and conversation state. Knows no chat."""

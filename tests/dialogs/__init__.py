"""Facts of the dialogs: what is said, asked, refused and never kept."""

"""Teams activities in and out: between the SDK's words and the dialogs'."""

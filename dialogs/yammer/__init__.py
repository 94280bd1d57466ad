"""The links of Yammer (Viva Engage) posts, read and never fetched."""

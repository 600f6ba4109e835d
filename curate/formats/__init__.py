"""The edge to text and files: values out, and annotations in."""

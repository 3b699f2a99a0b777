"""Rules about names, numbers and addresses of subscribers."""

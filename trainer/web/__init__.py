"""What the views of all features share: errors, access, rendering, languages, security headers."""

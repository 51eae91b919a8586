"""What to send and when: reminders, subscriptions and changes. Nothing is sent yet."""

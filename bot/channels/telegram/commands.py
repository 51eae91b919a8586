"""The commands that Telegram shows, in this order.

`telegram.command_<name>` and `telegram.english_<name>` describe each.
"""

#: In one's own conversation.
COMMANDS = (
    *("start", "aide", "programme", "rappels", "abonnements", "stop", "profil", "simple"),
    *("confidentialite", "mesdonnees", "oublier"),
)
#: In groups; what is personal is done in private.
GROUP_COMMANDS = ("cherche", "vote", "programme", "aide")
#: For the bot's administrators, after those of everyone.
ADMIN_COMMANDS = ("admin",)

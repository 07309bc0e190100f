# ~/.bash_logout: bash reads this when a login shell ends.

# nothing of it stays on the console
if [ "$SHLVL" = 1 ]; then
    [ -x /usr/bin/clear_console ] && /usr/bin/clear_console -q
fi

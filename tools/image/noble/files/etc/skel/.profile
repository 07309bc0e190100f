# ~/.profile: login shells read this; bash does not, where ~/.bash_profile or ~/.bash_login is.

if [ -n "$BASH_VERSION" ]; then
    # what interactive shells read
    if [ -f "$HOME/.bashrc" ]; then
	. "$HOME/.bashrc"
    fi
fi

# programs of one's own
if [ -d "$HOME/bin" ] ; then
    PATH="$HOME/bin:$PATH"
fi

if [ -d "$HOME/.local/bin" ] ; then
    PATH="$HOME/.local/bin:$PATH"
fi

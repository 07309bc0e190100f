# ~/.bashrc: bash reads this when it is interactive and no login shell.

# not interactive: nothing to do
[ -z "$PS1" ] && return

# no repeated lines and no lines with a leading blank in the history
HISTCONTROL=ignoredups:ignorespace

# the history file is appended to, not written over
shopt -s histappend

# how many lines are kept, here and in the file
HISTSIZE=1000
HISTFILESIZE=2000

# LINES and COLUMNS follow the window after each command
shopt -s checkwinsize

# less shows more than text
[ -x /usr/bin/lesspipe ] && eval "$(SHELL=/bin/sh lesspipe)"

# a chroot that has a name shows it in the prompt
if [ -z "${debian_chroot:-}" ] && [ -r /etc/debian_chroot ]; then
    debian_chroot=$(cat /etc/debian_chroot)
fi

# a coloured prompt on terminals that say that they have colours
case "$TERM" in
    xterm-color|*-256color) color_prompt=yes;;
esac

# a coloured prompt wherever the terminal can, if this is set
#force_color_prompt=yes

if [ -n "$force_color_prompt" ]; then
    if [ -x /usr/bin/tput ] && tput setaf 1 >&/dev/null; then
	color_prompt=yes
    else
	color_prompt=
    fi
fi

if [ "$color_prompt" = yes ]; then
    PS1='${debian_chroot:+($debian_chroot)}\[\033[01;32m\]\u@\h\[\033[00m\]:\[\033[01;34m\]\w\[\033[00m\]\$ '
else
    PS1='${debian_chroot:+($debian_chroot)}\u@\h:\w\$ '
fi
unset color_prompt force_color_prompt

# an xterm's title is user@host: dir
case "$TERM" in
xterm*|rxvt*)
    PS1="\[\e]0;${debian_chroot:+($debian_chroot)}\u@\h: \w\a\]$PS1"
    ;;
*)
    ;;
esac

# colours for ls and grep
if [ -x /usr/bin/dircolors ]; then
    test -r ~/.dircolors && eval "$(dircolors -b ~/.dircolors)" || eval "$(dircolors -b)"
    alias ls='ls --color=auto'
    #alias dir='dir --color=auto'
    #alias vdir='vdir --color=auto'

    alias grep='grep --color=auto'
    alias fgrep='fgrep --color=auto'
    alias egrep='egrep --color=auto'
fi

# more names for ls
alias ll='ls -alF'
alias la='ls -A'
alias l='ls -CF'

# aliases of one's own
if [ -f ~/.bash_aliases ]; then
    . ~/.bash_aliases
fi

/** Texts of the host's configuration files, as an Ubuntu 24.04 server has them where it matters, in our own words otherwise. */

export const PASSWD = `root:x:0:0:root:/root:/bin/bash
daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin
bin:x:2:2:bin:/bin:/usr/sbin/nologin
sys:x:3:3:sys:/dev:/usr/sbin/nologin
man:x:6:12:man:/var/cache/man:/usr/sbin/nologin
mail:x:8:8:mail:/var/mail:/usr/sbin/nologin
www-data:x:33:33:www-data:/var/www:/usr/sbin/nologin
nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
learner:x:1000:1000:Learner,,,:/home/learner:/bin/bash
`;

export const GROUPS = `root:x:0:
daemon:x:1:
bin:x:2:
sys:x:3:
adm:x:4:learner
tty:x:5:
disk:x:6:
man:x:12:
mail:x:8:
sudo:x:27:learner
www-data:x:33:
shadow:x:42:
utmp:x:43:
users:x:100:
docker:x:999:learner
learner:x:1000:
nogroup:x:65534:
`;

export const OS_RELEASE = `PRETTY_NAME="Ubuntu 24.04.4 LTS"
NAME="Ubuntu"
VERSION_ID="24.04"
VERSION="24.04.4 LTS (Noble Numbat)"
VERSION_CODENAME=noble
ID=ubuntu
ID_LIKE=debian
HOME_URL="https://www.ubuntu.com/"
SUPPORT_URL="https://help.ubuntu.com/"
BUG_REPORT_URL="https://bugs.launchpad.net/ubuntu/"
PRIVACY_POLICY_URL="https://www.ubuntu.com/legal/terms-and-policies/privacy-policy"
UBUNTU_CODENAME=noble
LOGO=ubuntu-logo
`;

/** Read by login shells. */
export const PROFILE = `# /etc/profile: for login shells of the Bourne kind

if [ "\${PS1-}" ] && [ "\${BASH-}" ] && [ -f /etc/bash.bashrc ]; then
  . /etc/bash.bashrc
fi
`;

export const USER_PROFILE = `# ~/.profile: for login shells

if [ -n "$BASH_VERSION" ] && [ -f "$HOME/.bashrc" ]; then
    . "$HOME/.bashrc"
fi

if [ -d "$HOME/bin" ]; then
    PATH="$HOME/bin:$PATH"
fi
`;

/** The same prompt, history and aliases as Ubuntu's own. */
export const LEARNER_BASHRC = `# ~/.bashrc: for interactive shells

case $- in
    *i*) ;;
      *) return;;
esac

HISTCONTROL=ignoreboth
HISTSIZE=1000
HISTFILESIZE=2000
shopt -s histappend
# each line is kept at the next prompt: closing the page is a power cut
PROMPT_COMMAND='history -a'
shopt -s checkwinsize

# a coloured prompt where the terminal has colours
case "$TERM" in
    xterm-color|*-256color) PS1='\\[\\033[01;32m\\]\\u@\\h\\[\\033[00m\\]:\\[\\033[01;34m\\]\\w\\[\\033[00m\\]\\$ ';;
    *) PS1='\\u@\\h:\\w\\$ ';;
esac

alias ls='ls --color=auto'
alias grep='grep --color=auto'
alias fgrep='fgrep --color=auto'
alias egrep='egrep --color=auto'
alias ll='ls -alF'
alias la='ls -A'
alias l='ls -CF'

if [ -f ~/.bash_aliases ]; then
    . ~/.bash_aliases
fi
`;

/** Further small files. */
export const TEXTS: Readonly<Record<string, string>> = {
  '/etc/bash.bashrc': `# /etc/bash.bashrc: for every interactive bash

[ -z "\${PS1-}" ] && return
shopt -s checkwinsize
PS1='\\u@\\h:\\w\\$ '
`,
  '/etc/lsb-release': 'DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=24.04\nDISTRIB_CODENAME=noble\nDISTRIB_DESCRIPTION="Ubuntu 24.04.4 LTS"\n',
  '/etc/issue': 'Ubuntu 24.04.4 LTS \\n \\l\n\n',
  '/etc/debian_version': 'trixie/sid\n',
  '/etc/nsswitch.conf': 'passwd:         files\ngroup:          files\nshadow:         files\n\nhosts:          files dns\n',
  '/etc/resolv.conf': 'nameserver 127.0.0.53\noptions edns0 trust-ad\nsearch .\n',
  '/etc/shells': '# /etc/shells: valid login shells\n/bin/sh\n/usr/bin/sh\n/bin/bash\n/usr/bin/bash\n/usr/bin/dash\n',
  '/etc/environment': 'PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/games:/usr/local/games"\n',
};

# /etc/bash.bashrc: for every interactive bash of this system.

# not interactive: nothing to do
[ -z "${PS1-}" ] && return

# LINES and COLUMNS follow the window after each command
shopt -s checkwinsize

# a chroot that has a name shows it in the prompt
if [ -z "${debian_chroot:-}" ] && [ -r /etc/debian_chroot ]; then
    debian_chroot=$(cat /etc/debian_chroot)
fi

# user, host and folder; sudo may have a prompt of its own
if ! [ -n "${SUDO_USER}" -a -n "${SUDO_PS1}" ]; then
  PS1='${debian_chroot:+($debian_chroot)}\u@\h:\w\$ '
fi

# a hint for whoever may use sudo
case " $(groups) " in *\ admin\ *|*\ sudo\ *)
    if [ ! -e "$HOME/.sudo_as_admin_successful" ] && [ ! -e "$HOME/.hushlogin" ] && [ -x /usr/bin/sudo ]; then
    cat <<-EOF
	To run a command as administrator (user "root"), use "sudo <command>".
	See "man sudo_root" for details.
	
	EOF
    fi
esac

# suggestions for commands that are not there, where that package is installed
if [ -x /usr/lib/command-not-found -o -x /usr/share/command-not-found/command-not-found ]; then
	function command_not_found_handle {
		if [ -x /usr/lib/command-not-found ]; then
		   /usr/lib/command-not-found -- "$1"
		   return $?
		elif [ -x /usr/share/command-not-found/command-not-found ]; then
		   /usr/share/command-not-found/command-not-found -- "$1"
		   return $?
		else
		   printf "%s: command not found\n" "$1" >&2
		   return 127
		fi
	}
fi

/** What ls colours how when nobody says otherwise: the database built into dircolors. As GNU coreutils 9.4 dircolors. */

export const DEFAULT_KINDS =
  'rs=0:di=01;34:ln=01;36:mh=00:pi=40;33:so=01;35:do=01;35:bd=40;33;01:cd=40;33;01:or=40;31;01:mi=00:su=37;41:sg=30;43:ca=00:tw=30;42:ow=34;42:st=37;44:ex=01;32';

/** Suffixes of names that share a colour. */
export const DEFAULT_SUFFIXES: readonly (readonly [color: string, suffixes: string])[] = [
  [
    '01;31',
    '.7z .ace .alz .apk .arc .arj .bz .bz2 .cab .cpio .crate .deb .drpm .dwm .dz .ear .egg .esd .gz .jar .lha .lrz .lz .lz4 .lzh .lzma .lzo .pyz .rar .rpm .rz .sar .swm .t7z .tar .taz .tbz .tbz2 .tgz .tlz .txz .tz .tzo .tzst .udeb .war .whl .wim .xz .z .zip .zoo .zst',
  ],
  [
    '01;35',
    '.avif .jpg .jpeg .jxl .mjpg .mjpeg .gif .bmp .pbm .pgm .ppm .tga .xbm .xpm .tif .tiff .png .svg .svgz .mng .pcx .mov .mpg .mpeg .m2v .mkv .webm .webp .ogm .mp4 .m4v .mp4v .vob .qt .nuv .wmv .asf .rm .rmvb .flc .avi .fli .flv .gl .dl .xcf .xwd .yuv .cgm .emf .ogv .ogx',
  ],
  ['00;36', '.aac .au .flac .m4a .mid .midi .mka .mp3 .mpc .ogg .ra .wav .oga .opus .spx .xspf'],
  [
    '00;90',
    '~ # .bak .crdownload .dpkg-dist .dpkg-new .dpkg-old .dpkg-tmp .old .orig .part .rej .rpmnew .rpmorig .rpmsave .swp .tmp .ucf-dist .ucf-new .ucf-old',
  ],
];

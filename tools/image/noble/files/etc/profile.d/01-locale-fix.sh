# Noble asks locale-check for a sane locale here; in this image there is only C.UTF-8.

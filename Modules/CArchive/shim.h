// libarchive: gz, zst, xz, bz2, zip and tar, read as streams.
#pragma once
#include <archive.h>
#include <archive_entry.h>

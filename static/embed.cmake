# Writes the files of a folder as byte arrays into one C file:
#   cmake -D FOLDER=static -D FILES="style.css;..." -D OUTPUT=assets.c -P embed.cmake
# What it writes is declared in assets.h.
list(SORT FILES COMPARE STRING CASE SENSITIVE)
set(arrays "")
set(rows "")
set(number 0)
foreach(name IN LISTS FILES)
    file(READ "${FOLDER}/${name}" hex HEX)
    file(SHA256 "${FOLDER}/${name}" hash)
    file(SIZE "${FOLDER}/${name}" size)
    string(SUBSTRING "${hash}" 0 16 etag)
    # 16 bytes to a line, then 0x before and a comma after each; the NUL is last.
    string(REGEX REPLACE "(................................)" "\\1\n" hex "${hex}")
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," hex "${hex}")
    string(APPEND arrays "static const unsigned char bytes_${number}[] = {\n${hex}0x00};\n")
    string(APPEND rows
        "    {\"${name}\", bytes_${number}, ${size}, \"\\\"${etag}\\\"\"},\n")
    math(EXPR number "${number} + 1")
endforeach()
if(number EQUAL 0)
    set(rows "    {0},\n")
endif()
file(WRITE "${OUTPUT}" "/* Generated from static/ by embed.cmake. */\n#include \"assets.h\"\n\n"
    "${arrays}\nconst struct asset assets[] = {\n${rows}};\n"
    "const size_t assets_len = ${number};\n")

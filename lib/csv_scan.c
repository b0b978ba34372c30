/* SPDX-License-Identifier: GPL-3.0-or-later
 * Marks of delimited text, 64 bytes a step: comparisons with each mark give a
 * mask of 64 bits, the bits are written out as places (Langdale and Lemire
 * 2019, Parsing gigabytes of JSON per second, VLDB Journal 28:941). */
#include "config.h"

#include "lib/csv_scan.h"

#include <stdbool.h>
#include <string.h>

/* No branch depends on the bytes. */
static size_t find_plain(const char *bytes, size_t n, char delimiter,
                         uint32_t *marks)
{
    bool is_mark[256] = {['"'] = true, ['\n'] = true, ['\r'] = true};
    is_mark[(unsigned char)delimiter] = true;
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        marks[count] = (uint32_t)i;
        count += is_mark[(unsigned char)bytes[i]];
    }
    return count;
}

#ifdef __SSE2__
#include <emmintrin.h>

#define INLINE static inline __attribute__((always_inline))

/* Writes the places of `count` bits, eight at a time whether there are as
 * many or not: a wrong guess of the processor costs more than eight writes. */
INLINE void write_bits(uint64_t mask, int count, uint32_t at, uint32_t *out)
{
    for (int done = 0; done < count; done += 8)
        for (int k = 0; k < 8; k++) {
            /* the last place stands in for none: ctz(0) is undefined */
            out[done + k] =
                at + (uint32_t)__builtin_ctzll(mask | UINT64_C(1) << 63);
            mask &= mask - 1;
        }
}

INLINE uint64_t below(uint64_t mask, size_t n)
{
    return n < 64 ? mask & ((UINT64_C(1) << n) - 1) : mask;
}

/* The four marks, each in all bytes of a vector. */
struct marks16 {
    __m128i delimiter, quote, lf, cr;
};

INLINE uint64_t mask16(const char *bytes, const struct marks16 *m)
{
    __m128i v = _mm_loadu_si128((const void *)bytes);
    __m128i ends =
        _mm_or_si128(_mm_cmpeq_epi8(v, m->lf), _mm_cmpeq_epi8(v, m->cr));
    __m128i inner = _mm_or_si128(_mm_cmpeq_epi8(v, m->delimiter),
                                 _mm_cmpeq_epi8(v, m->quote));
    return (uint64_t)_mm_movemask_epi8(_mm_or_si128(ends, inner));
}

INLINE uint64_t mask64(const char *bytes, const struct marks16 *m)
{
    return mask16(bytes, m) | mask16(bytes + 16, m) << 16 |
           mask16(bytes + 32, m) << 32 | mask16(bytes + 48, m) << 48;
}

INLINE size_t find64(const char *bytes, size_t n, char delimiter,
                     uint32_t *marks)
{
    struct marks16 m = {_mm_set1_epi8(delimiter), _mm_set1_epi8('"'),
                        _mm_set1_epi8('\n'), _mm_set1_epi8('\r')};
    size_t count = 0;
    for (size_t i = 0; i < n; i += 64) {
        uint64_t mask = below(mask64(bytes + i, &m), n - i);
        int found = __builtin_popcountll(mask);
        write_bits(mask, found, (uint32_t)i, marks + count);
        count += (size_t)found;
    }
    return count;
}

static size_t find_sse2(const char *bytes, size_t n, char delimiter,
                        uint32_t *marks)
{
    return find64(bytes, n, delimiter, marks);
}

/* The same with the instructions that count, find and clear a bit, which not
 * every x86-64 has: without them, counting is a call. */
__attribute__((target("popcnt,bmi"))) static size_t
find_bmi(const char *bytes, size_t n, char delimiter, uint32_t *marks)
{
    return find64(bytes, n, delimiter, marks);
}

ct_csv_find *ct_csv_finder(enum ct_csv_way way)
{
    if (way == CT_CSV_PLAIN)
        return find_plain;
    bool bits =
        __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("bmi");
    return bits && way != CT_CSV_SSE2 ? find_bmi : find_sse2;
}

#else

ct_csv_find *ct_csv_finder(enum ct_csv_way way)
{
    (void)way;
    return find_plain;
}

#endif

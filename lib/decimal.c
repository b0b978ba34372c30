/* SPDX-License-Identifier: GPL-3.0-or-later
 * Decimals to doubles.
 *
 * Powers of five up to 5^27 are integers of 64 bits. So the product or quotient
 * of a mantissa and one of them has at least 63 bits that are right, and
 * whether anything follows these is known: enough to round 53 of them. Powers
 * of two are exact. */
#include "config.h"

#include "lib/decimal.h"

#include <float.h>
#include <string.h>

/* One operation on two numbers that doubles hold exactly is rounded once, as
 * strtod rounds (Clinger 1990, How to read floating point numbers). */
static bool round_small(uint64_t mantissa, long exponent, double *out)
{
    static const double ten[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                 1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    if (mantissa > UINT64_C(1) << 53 || exponent < -22 || exponent > 22)
        return false;
    double x = (double)mantissa;
    *out = exponent < 0 ? x / ten[-exponent] : x * ten[exponent];
    return true;
}

#ifdef __SIZEOF_INT128__

__extension__ typedef unsigned __int128 uint128;

static const uint64_t five[] = {
    1,
    5,
    25,
    125,
    625,
    3125,
    15625,
    78125,
    390625,
    1953125,
    9765625,
    48828125,
    244140625,
    1220703125,
    6103515625,
    30517578125,
    152587890625,
    762939453125,
    3814697265625,
    19073486328125,
    95367431640625,
    476837158203125,
    2384185791015625,
    11920928955078125,
    59604644775390625,
    298023223876953125,
    1490116119384765625,
    7450580596923828125,
};

/* bits * 2^exponent. The last of at least 63 bits says whether others follow:
 * it is no bit of the double, nor the first one after these. */
static double scale(uint64_t bits, int exponent)
{
    uint64_t power = (uint64_t)(exponent + 1023) << 52;
    double two;
    memcpy(&two, &power, sizeof two);
    return (double)bits * two;
}

static double multiply(uint64_t mantissa, int exponent)
{
    uint128 product = (uint128)mantissa * five[exponent];
    uint64_t high = (uint64_t)(product >> 64);
    int left =
        high ? __builtin_clzll(high) : 64 + __builtin_clzll((uint64_t)product);
    product <<= left;
    uint64_t bits = (uint64_t)(product >> 64);
    return scale(bits | ((uint64_t)product != 0), exponent + 64 - left);
}

/* Both with their first bit set, the quotient is below 2 and not below 1/2. */
static double divide(uint64_t mantissa, int exponent)
{
    int left = __builtin_clzll(mantissa);
    int below = __builtin_clzll(five[exponent]);
    uint64_t divisor = five[exponent] << below;
    uint128 dividend = (uint128)(mantissa << left) << 63;
    uint64_t bits = (uint64_t)(dividend / divisor);
    bool rest = bits * (uint128)divisor != dividend;
    return scale(bits | rest, below - left - 63 - exponent);
}

static bool round_large(uint64_t mantissa, long exponent, double *out)
{
    if (mantissa == 0 || exponent < -27 || exponent > 27)
        return false;
    *out = exponent < 0 ? divide(mantissa, (int)-exponent)
                        : multiply(mantissa, (int)exponent);
    return true;
}

#else

static bool round_large(uint64_t mantissa, long exponent, double *out)
{
    (void)mantissa, (void)exponent, (void)out;
    return false;
}

#endif

bool ct_decimal_round(uint64_t mantissa, long exponent, double *out)
{
    return FLT_EVAL_METHOD == 0 && (round_small(mantissa, exponent, out) ||
                                    round_large(mantissa, exponent, out));
}

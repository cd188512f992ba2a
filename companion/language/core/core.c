/* The optional compiled core: what takes most of the time of reading, without Python's headers and without memory of its own.
 *
 * Each function does what the numpy beside its call does, in the same order of operations, so that the numbers are the same.
 * Each checks what it is given and answers -1, having written nothing outside of its arrays, where that cannot be.
 *
 * `companion_layers`: the tagger's convolutions (companion/language/tagging/network.py), two places at once by Winograd's
 * F(2, 3), Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks" (2016). The products of matrices keep the
 * sums of six or twelve rows and two vectors in registers, Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication"
 * (2008). The file includes itself once for AVX-512 and once for AVX2; where there is neither, numpy's BLAS is as fast.
 */
#ifndef LANES
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { WIDEST = 512, TILE = 24 }; /* numbers that a place may have between layers; places whose products are made at once */

typedef struct {
    int64_t width, labels, alphabet, half, slots, layers, shift;
    const float *tables;   /* what a character says of the place after it, of its own, of the one before: 3 x (alphabet + 1) x width */
    const float *pairs;    /* slots x half */
    const float *weights;  /* of both pairs: 2 half x width; of each layer: 4 x width x width, bias */
    const float *last;     /* width x padded labels */
    const float *last_bias;
    const int64_t *dilations;
} Network;

#ifndef COMPANION_SOURCE
#define COMPANION_SOURCE 0
#endif
#ifdef _WIN32
#define PUBLIC __declspec(dllexport)
#else
#define PUBLIC __attribute__((visibility("default")))
#endif
PUBLIC const uint32_t companion_source = COMPANION_SOURCE; /* the checksum of this file */

static int64_t up(int64_t n, int64_t to) { return (n + to - 1) / to * to; }

#if defined(__x86_64__) && defined(__GNUC__)
#define LANES 16
#define ROWS 12 /* of sums in registers */
#define TARGET __attribute__((target("avx512f")))
#define NAME(f) f##_avx512
#include "core.c"
#define LANES 8
#define ROWS 6
#define TARGET __attribute__((target("avx2,fma")))
#define NAME(f) f##_avx2
#include "core.c"
#endif

/* How many numbers `companion_layers` takes at once; 0: it does not run here. */
PUBLIC int64_t companion_lanes(void) {
#if defined(__x86_64__) && defined(__GNUC__)
    if (__builtin_cpu_supports("avx512f")) return 16;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return 8;
#endif
    return 0;
}

/* What the tagger thinks of `n` places, whose characters have the numbers `ids` (-1: nothing): the scores of place i less
 * the greatest of them go to row to[i] of `out`, which has `room` rows; -1: nowhere. `scratch` has
 * (2 rows + 4 margin + 8 TILE) width floats. */
PUBLIC int64_t companion_layers(const Network *w, const int64_t *ids, int64_t n, const int64_t *to, float *out, int64_t room,
                         float *scratch, int64_t rows, int64_t margin) {
    if (w->width % 32 || w->width < 32 || w->width > WIDEST || w->half < 1 || 2 * w->half > 4 * w->width || w->labels < 1
        || up(w->labels, 32) > 4 * w->width || w->alphabet < 0 || w->shift < 0 || w->shift > 31 || n < 0 || rows < n || !w->last_bias
        || (int64_t)(0xFFFFFFFFu >> w->shift) >= w->slots)
        return -1;
    for (int64_t i = 0; i < n; i++)
        if (ids[i] < -1 || ids[i] >= w->alphabet || to[i] < -1 || to[i] >= room) return -1;
    for (int64_t l = 0; l < w->layers; l++)
        if (w->dilations[l] < 1 || w->dilations[l] > margin || rows % (2 * w->dilations[l])) return -1;
#if defined(__x86_64__) && defined(__GNUC__)
    if (companion_lanes() == 16) return layers_avx512(w, ids, n, to, out, scratch, rows, margin);
    if (companion_lanes() == 8) return layers_avx2(w, ids, n, to, out, scratch, rows, margin);
#endif
    (void)scratch, (void)out;
    return -1;
}

/* The sum of what tag `p[0]` has of `n` characters, in numpy's order (pairwise summation, Higham 1993). */
static float tag_sum(const float *p, int64_t n, int64_t labels) {
    if (n > 128) {
        const int64_t half = n / 2 / 8 * 8;
        return tag_sum(p, half, labels) + tag_sum(p + half * labels, n - half, labels);
    }
    float r[8] = {0}, sum = 0;
    int64_t i = 0;
    for (; i < n / 8 * 8; i++) r[i % 8] += p[i * labels] + p[i * labels + 1];
    if (i) sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
    for (; i < n; i++) sum += p[i * labels] + p[i * labels + 1];
    return sum;
}

/* How much of each word belongs to each tag: what the labels 2k and 2k + 1 of its characters come to. A word begins at each of
 * the `starts`, and ends where the next begins. */
PUBLIC int64_t companion_shares(const float *p, int64_t n, int64_t labels, const int64_t *starts, int64_t m, float *out) {
    if (labels < 2 || n < 0 || m < 0) return -1;
    for (int64_t w = 0; w < m; w++)
        if (starts[w] < 0 || starts[w] >= (w + 1 < m ? starts[w + 1] : n)) return -1;
    for (int64_t w = 0; w < m; w++, out += labels / 2) {
        const float *first = p + starts[w] * labels;
        const int64_t rest = (w + 1 < m ? starts[w + 1] : n) - starts[w] - 1;
        for (int64_t k = 0; k < labels / 2; k++) out[k] = first[2 * k] + first[2 * k + 1];
        if (rest)
            for (int64_t k = 0; k < labels / 2; k++) out[k] += tag_sum(first + labels + 2 * k, rest, labels);
    }
    return 0;
}

/* The words of the vocabulary's hash table (companion/language/words/vocabulary.py) that stand in a text, by their
 * beginnings: their number, or -1 where there is no room for them. */
PUBLIC int64_t companion_words(const uint32_t *points, int64_t n, const uint64_t *keys, const uint8_t *values, int64_t bits,
                        int64_t longest, int64_t room, int64_t *starts, int64_t *ends, int64_t *slots) {
    const uint64_t factor = 0x9E3779B97F4A7C15u, mix = 0xD6E8FEB86659FD93u;
    int64_t found = 0;
    if (n < 0 || bits < 1 || bits > 40) return -1;
    const uint64_t all = ((uint64_t)1 << bits) - 1;
    for (int64_t i = 0; i < n; i++) {
        uint64_t hash = ((uint64_t)points[i] + 1) * factor;
        for (int64_t end = i + 2; end <= n && end - i <= longest; end++) {
            hash = (hash ^ (hash >> 29)) * mix + ((uint64_t)points[end - 1] + 1) * factor;
            uint64_t slot = ((hash ^ (hash >> 32)) * factor) >> (64 - bits), tried = 0;
            while (keys[slot] != hash && keys[slot] && tried++ < all) slot = (slot + 1) & all;
            if (keys[slot] != hash || !values[slot]) break; /* nothing begins so */
            if (values[slot] == 1) continue;
            if (found == room) return -1;
            starts[found] = i, ends[found] = end, slots[found++] = (int64_t)slot;
        }
    }
    return found;
}

/* The best way through a lattice of `m` edges over `n` characters (Viterbi 1967; companion/language/words/lattice.py): for each
 * place what is reached there, what the next word starts from, and where the last word begins, of several that are worth
 * the same the longest. `first` has n + 2 numbers, `order` m. */
PUBLIC int64_t companion_way(int64_t n, int64_t m, const int64_t *starts, const int64_t *ends, const double *costs, double *best,
                      double *before, int64_t *back, int64_t *first, int64_t *order) {
    if (n < 0 || m < 0) return -1;
    for (int64_t e = 0; e < m; e++)
        if (starts[e] < 0 || starts[e] >= ends[e] || ends[e] > n) return -1;
    memset(first, 0, (size_t)(n + 2) * sizeof *first);
    for (int64_t e = 0; e < m; e++) first[starts[e] + 2]++;
    for (int64_t i = 1; i <= n + 1; i++) first[i] += first[i - 1]; /* first[i + 1]: those that start before i */
    for (int64_t e = 0; e < m; e++) order[first[starts[e] + 1]++] = e; /* now those that start before i + 1 */
    for (int64_t i = 0; i <= n; i++) best[i] = before[i] = 0, back[i] = n;
    int64_t reach = 0; /* the farthest end of an edge that starts before i */
    for (int64_t i = 0; i < n; i++) {
        before[i] = reach > i ? best[i] : 0; /* where nothing crosses, a stretch begins */
        for (int64_t k = first[i]; k < first[i + 1]; k++) {
            const int64_t e = order[k], b = ends[e];
            const double worth = before[i] + costs[e];
            if (back[b] == n || worth > best[b]) best[b] = worth, back[b] = i;
            if (b > reach) reach = b;
        }
    }
    return 0;
}
#else

typedef float NAME(vector) __attribute__((vector_size(4 * LANES), aligned(4), may_alias));
typedef int32_t NAME(bits) __attribute__((vector_size(4 * LANES), aligned(4), may_alias));

/* out[TILE][columns] = in[TILE][k] @ w[k][columns]; a strip of two vectors' columns of w stays in the nearest cache for all rows. */
TARGET static void NAME(product)(const float *in, int64_t k, const float *restrict w, float *restrict out, int64_t columns) {
    for (int64_t c = 0; c < columns; c += 2 * LANES)
        for (int64_t first = 0; first < TILE; first += ROWS) {
            const float *from = in + first * k, *weight = w + c;
            NAME(vector) sums[ROWS][2];
            memset(sums, 0, sizeof sums);
            for (int64_t i = 0; i < k; i++, weight += columns) {
                const NAME(vector) one = *(const NAME(vector) *)weight, two = *(const NAME(vector) *)(weight + LANES);
                for (int r = 0; r < ROWS; r++) sums[r][0] += one * from[r * k + i], sums[r][1] += two * from[r * k + i];
            }
            for (int r = 0; r < ROWS; r++)
                for (int v = 0; v < 2; v++) *(NAME(vector) *)(out + (first + r) * columns + c + v * LANES) = sums[r][v];
        }
}

#define AT(p) (*(const NAME(vector) *)(p))
#define PUT(p) (*(NAME(vector) *)(p))
/* Of each number what is above zero. */
TARGET static inline NAME(vector) NAME(positive)(NAME(vector) v) {
    const NAME(vector) zero = {0};
    return (NAME(vector))((NAME(bits))v & (NAME(bits))(v > zero));
}

TARGET static inline NAME(bits) NAME(all)(int32_t wanted) {
    const NAME(bits) none = {0};
    return none - wanted;
}

/* The next places to look at, from the number `*q` of `count`: the first of a pair that lies `d` apart, or each where `d` is 0.
 * Where there is nothing at all `x` gets zeros. NULL: no more; too few are filled up with one of them. */
TARGET static const int64_t *NAME(some)(int64_t n, const int64_t *ids, int64_t count, int64_t d, float *x, int64_t width,
                                        int64_t *q, int64_t *tile) {
    int found = 0;
    for (; *q < count && found < TILE; (*q)++) {
        const int64_t at = d ? *q / d * 2 * d + *q % d : *q;
        if ((at < n && ids[at] >= 0) || (d && at + d < n && ids[at + d] >= 0)) tile[found++] = at;
        else memset(x + at * width, 0, (size_t)width * 4), memset(x + (at + d) * width, 0, (size_t)width * 4);
    }
    for (int r = found; found && r < TILE; r++) tile[r] = tile[0];
    return found ? tile : NULL;
}

TARGET static int64_t NAME(layers)(const Network *net, const int64_t *ids, int64_t n, const int64_t *to, float *out,
                                   float *scratch, int64_t rows, int64_t margin) {
    const int64_t width = net->width, half = net->half, labels = up(net->labels, 32), nothing = net->alphabet;
    const float *before = net->tables, *here = before + (nothing + 1) * width, *after = here + (nothing + 1) * width;
    const float *weights = net->weights;
    int64_t tile[TILE];
    float *x = scratch + margin * width, *y = x + (rows + 2 * margin) * width;
    float *in = y + (rows + margin) * width, *p = in + 4 * TILE * width;
    memset(x - margin * width, 0, (size_t)(margin * width) * 4), memset(x + rows * width, 0, (size_t)(margin * width) * 4);
    memset(y - margin * width, 0, (size_t)(margin * width) * 4), memset(y + rows * width, 0, (size_t)(margin * width) * 4);
#define ID(i) ((i) < 0 || (i) >= n ? -1 : ids[i])
#define ROW(i) (ID(i) < 0 ? nothing : ID(i))
#define SLOT(i) (((uint32_t)((uint64_t)(ID(i) + 2) * 0x9E3779B1u) ^ (uint32_t)((uint64_t)(ID((i) + 1) + 2) * 0x85EBCA77u)) >> net->shift)
    for (int64_t i = 0; i < rows;) {
        const int64_t *at = NAME(some)(n, ids, rows, 0, x, width, &i, tile);
        if (!at) break;
        for (int r = 0; r < TILE; r++)
            for (int side = 0; side < 2; side++)
                memcpy(in + (2 * r + side) * half, net->pairs + SLOT(at[r] - 1 + side) * half, (size_t)half * 4);
        NAME(product)(in, 2 * half, weights, p, width);
        for (int r = 0; r < TILE; r++) {
            float *own = x + at[r] * width, *of_pairs = p + r * width;
            const float *b = before + ROW(at[r] - 1) * width, *h = here + ROW(at[r]) * width, *a = after + ROW(at[r] + 1) * width;
            for (int64_t k = 0; k < width; k += LANES)
                PUT(own + k) = NAME(positive)(((AT(of_pairs + k) + AT(b + k)) + AT(h + k)) + AT(a + k));
        }
    }
    weights += 2 * half * width;
    for (int64_t l = 0; l < net->layers; l++, weights += (4 * width + 1) * width) {
        const int64_t d = net->dilations[l], part = TILE * width;
        const float *bias = weights + 4 * width * width;
        for (int64_t q = 0; q < rows / 2;) {
            const int64_t *at = NAME(some)(n, ids, rows / 2, d, y, width, &q, tile);
            if (!at) break;
            for (int r = 0; r < TILE; r++) {
                const float *f = x + at[r] * width, *s = f + d * width, *b = f - d * width, *a = s + d * width;
                float *sums = in + r * width;
                for (int64_t k = 0; k < width; k += LANES) {
                    PUT(sums + k) = AT(b + k) - AT(s + k), PUT(sums + part + k) = AT(f + k) + AT(s + k);
                    PUT(sums + 2 * part + k) = AT(s + k) - AT(f + k), PUT(sums + 3 * part + k) = AT(f + k) - AT(a + k);
                }
            }
            for (int m = 0; m < 4; m++) NAME(product)(in + m * part, width, weights + m * width * width, p + m * part, width);
            for (int r = 0; r < TILE; r++) {
                const float *f = x + at[r] * width, *s = f + d * width, *made = p + r * width;
                float *first = y + at[r] * width, *second = first + d * width;
                const NAME(bits) has_first = NAME(all)(ID(at[r]) >= 0), has_second = NAME(all)(ID(at[r] + d) >= 0);
                for (int64_t k = 0; k < width; k += LANES) {
                    const NAME(vector) half_of = AT(made + 2 * part + k);
                    NAME(vector) both = AT(made + part + k) + AT(bias + k), one = (AT(made + k) + both) + half_of;
                    both = (both - half_of) - AT(made + 3 * part + k);
                    PUT(first + k) = (NAME(vector))(has_first & (NAME(bits))(AT(f + k) + NAME(positive)(one)));
                    PUT(second + k) = (NAME(vector))(has_second & (NAME(bits))(AT(s + k) + NAME(positive)(both)));
                }
            }
        }
        float *made = y;
        y = x, x = made;
    }
    for (int64_t i = 0; i < n;) {
        int count = 0;
        for (; i < n && count < TILE; i++)
            if (to[i] >= 0) memcpy(in + count * width, x + i * width, (size_t)width * 4), tile[count++] = to[i];
        NAME(product)(in, width, net->last, p, labels);
        for (int r = 0; r < count; r++) {
            float *row = out + tile[r] * net->labels, most = 0;
            for (int64_t k = 0; k < net->labels; k++) {
                row[k] = p[r * labels + k] + net->last_bias[k];
                if (!k || row[k] > most) most = row[k];
            }
            for (int64_t k = 0; k < net->labels; k++) row[k] -= most;
        }
    }
    return 0;
}
#undef AT
#undef PUT
#undef ID
#undef ROW
#undef SLOT
#undef LANES
#undef ROWS
#undef TARGET
#undef NAME
#endif

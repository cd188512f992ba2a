/* The optional compiled core: what takes most of the time of reading, without Python's headers and without memory of its own.
 *
 * Each function does what the numpy beside its call does, in the same order of operations, so that the numbers are the same.
 * Each checks what it is given and answers -1, having written nothing outside of its arrays, where that cannot be.
 *
 * `companion_layers`: the tagger's convolutions (companion/language/tagging/network.py). Their numbers are whole, of eight bits: a
 * processor that has instructions for these (VNNI) multiplies and adds them, another does so in floating point, two places at
 * once by Winograd's F(2, 3), Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks" (2016); no sum is so great
 * that floating point rounds it. The products of matrices keep the sums of six or twelve rows and two vectors in
 * registers, Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication" (2008). The file includes itself once
 * for each kind of processor; where it is none of them, numpy's BLAS is as fast.
 */
#ifndef LANES
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#if defined(__x86_64__) && defined(__GNUC__)
#include <cpuid.h>
#include <immintrin.h>
#define KINDS 1
#if defined(__clang__) ? __clang_major__ >= 12 : __GNUC__ >= 11
#define AVX_VNNI 1
#endif
#endif

enum { WIDEST = 512, TILE = 24 }; /* numbers that a place may have between layers; places whose products are made at once */

typedef struct {
    int64_t width, labels, alphabet, half, slots, layers, shift, lift;
    const int16_t *tables;  /* what a character says of the place after it, of its own, of the one before: 3 x (alphabet + 1) x width */
    const uint8_t *pairs;   /* slots x half */
    const float *weights;   /* of both pairs: 2 half x width; of each layer: 4 x width x width; of the last: width x padded labels */
    const int8_t *bytes;    /* those, the layers' of their three places, by four rows: of each column the four numbers */
    const int32_t *biases;  /* of the first, of each layer: width; of the last: padded labels */
    const float *scales;    /* what one is worth, likewise */
    const float *fineness;  /* how many steps of a number between layers make one, after the first and each layer */
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

#ifdef KINDS
#define LANES 16
#define ROWS 12 /* of sums in registers */
#define V(f) _mm512_##f
#define FLOATS __m512
#define BITS __m512i
#define HALF_OF(p) _mm256_loadu_si256((const __m256i *)(p))
#define NAME(f) f##_avx512_vnni
#define TARGET __attribute__((target("avx512f,avx512vnni")))
#define DOT _mm512_dpbusd_epi32
#include "core.c"
#define NAME(f) f##_avx512
#define TARGET __attribute__((target("avx512f")))
#include "core.c"
#undef V
#undef FLOATS
#undef BITS
#undef HALF_OF
#undef LANES
#undef ROWS
#define LANES 8
#define ROWS 6
#define V(f) _mm256_##f
#define FLOATS __m256
#define BITS __m256i
#define HALF_OF(p) _mm_loadu_si128((const __m128i *)(p))
#ifdef AVX_VNNI
#define NAME(f) f##_avx_vnni
#define TARGET __attribute__((target("avx2,fma,avxvnni")))
#define DOT _mm256_dpbusd_avx_epi32
#include "core.c"
#endif
#define NAME(f) f##_avx2
#define TARGET __attribute__((target("avx2,fma")))
#include "core.c"
#undef V
#undef FLOATS
#undef BITS
#undef HALF_OF
#undef LANES
#undef ROWS
#endif

typedef int64_t Layers(const Network *, const int64_t *, int64_t, const int64_t *, float *, float *, int64_t, int64_t);

/* The layers for one of the kinds of processors, the best first; NULL: this is none of that kind. */
static Layers *layers_of(int64_t kind) {
#ifdef KINDS
    __builtin_cpu_init();
    const int wide = __builtin_cpu_supports("avx512f"), narrow = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    if (kind == 0 && wide && __builtin_cpu_supports("avx512vnni")) return layers_avx512_vnni;
#ifdef AVX_VNNI
    unsigned a, b, c, d;
    if (kind == 1 && narrow && __get_cpuid_count(7, 1, &a, &b, &c, &d) && a & 1 << 4) return layers_avx_vnni;
#endif
    if (kind == 2 && wide) return layers_avx512;
    if (kind == 3 && narrow) return layers_avx2;
#endif
    (void)kind;
    return NULL;
}

/* Which kind of processor `companion_layers` runs on at best, from `kind` on; -1: none. */
PUBLIC int64_t companion_kind(int64_t kind) {
    for (; kind >= 0 && kind < 4; kind++)
        if (layers_of(kind)) return kind;
    return -1;
}

/* What the tagger thinks of `n` places, whose characters have the numbers `ids` (-1: nothing): the scores of place i less
 * the greatest of them go to row to[i] of `out`, which has `room` rows; -1: nowhere. `scratch` has
 * (3 (rows + 2 margin) + 8 TILE + 1) width floats. */
PUBLIC int64_t companion_layers(int64_t kind, const Network *w, const int64_t *ids, int64_t n, const int64_t *to, float *out,
                         int64_t room, float *scratch, int64_t rows, int64_t margin) {
    Layers *layers = layers_of(kind);
    if (!layers || w->width % 32 || w->width < 32 || w->width > WIDEST || w->half < 1 || w->half % 2 || 2 * w->half > 3 * w->width
        || w->labels < 1 || up(w->labels, 32) > 4 * w->width || w->alphabet < 0 || w->shift < 0 || w->shift > 31 || w->lift < 0
        || w->lift > 15 || n < 0 || rows < n || rows > 1 << 24 || !w->dilations || (int64_t)(0xFFFFFFFFu >> w->shift) >= w->slots)
        return -1;
    for (int64_t i = 0; i < n; i++)
        if (ids[i] < -1 || ids[i] >= w->alphabet || to[i] < -1 || to[i] >= room) return -1;
    for (int64_t l = 0; l < w->layers; l++)
        if (w->dilations[l] < 1 || w->dilations[l] > margin || rows % (2 * w->dilations[l])) return -1;
    return layers(w, ids, n, to, out, scratch, rows, margin);
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
typedef int32_t NAME(wholes) __attribute__((vector_size(4 * LANES), aligned(4), may_alias));
typedef uint8_t NAME(octets) __attribute__((vector_size(LANES), aligned(1), may_alias));
#ifdef DOT
typedef uint8_t NAME(number); /* what stands between layers, */
typedef int32_t NAME(sum);    /* and what its products come to */
#else
typedef float NAME(number);
typedef float NAME(sum);
#endif
#define AT(p) (*(const NAME(vector) *)(p))
#define PUT(p) (*(NAME(vector) *)(p))
#define WHOLE(p) (*(const NAME(wholes) *)(p))
#define ID(i) ((i) < 0 || (i) >= n ? -1 : ids[i])
#define ROW(i) (ID(i) < 0 ? nothing : ID(i))
#define SLOT(i) (((uint32_t)((uint64_t)(ID(i) + 2) * 0x9E3779B1u) ^ (uint32_t)((uint64_t)(ID((i) + 1) + 2) * 0x85EBCA77u)) >> net->shift)

/* out[TILE][columns] = in[TILE][k] @ w[k][columns]; a strip of two vectors' columns of w stays in the nearest cache for all rows. */
#ifdef DOT
TARGET static void NAME(product)(const uint8_t *in, int64_t k, const int8_t *restrict w, int32_t *restrict out, int64_t columns) {
    for (int64_t c = 0; c < columns; c += 2 * LANES)
        for (int64_t first = 0; first < TILE; first += ROWS) {
            const uint8_t *from = in + first * k;
            const int8_t *weight = w + 4 * c;
            NAME(wholes) sums[ROWS][2];
            memset(sums, 0, sizeof sums);
            for (int64_t i = 0; i < k; i += 4, weight += 4 * columns) {
                const NAME(wholes) one = WHOLE(weight), two = WHOLE(weight + 4 * LANES);
                for (int r = 0; r < ROWS; r++) {
                    int32_t four;
                    memcpy(&four, from + r * k + i, 4);
                    sums[r][0] = (NAME(wholes))DOT((BITS)sums[r][0], V(set1_epi32)(four), (BITS)one);
                    sums[r][1] = (NAME(wholes))DOT((BITS)sums[r][1], V(set1_epi32)(four), (BITS)two);
                }
            }
            for (int r = 0; r < ROWS; r++)
                for (int v = 0; v < 2; v++) *(NAME(wholes) *)(out + (first + r) * columns + c + v * LANES) = sums[r][v];
        }
}
#else
TARGET static void NAME(product)(const float *in, int64_t k, const float *restrict w, float *restrict out, int64_t columns) {
    for (int64_t c = 0; c < columns; c += 2 * LANES)
        for (int64_t first = 0; first < TILE; first += ROWS) {
            const float *from = in + first * k, *weight = w + c;
            NAME(vector) sums[ROWS][2];
            memset(sums, 0, sizeof sums);
            for (int64_t i = 0; i < k; i++, weight += columns) {
                const NAME(vector) one = AT(weight), two = AT(weight + LANES);
                for (int r = 0; r < ROWS; r++) {
                    sums[r][0] = (NAME(vector))V(fmadd_ps)((FLOATS)one, V(set1_ps)(from[r * k + i]), (FLOATS)sums[r][0]);
                    sums[r][1] = (NAME(vector))V(fmadd_ps)((FLOATS)two, V(set1_ps)(from[r * k + i]), (FLOATS)sums[r][1]);
                }
            }
            for (int r = 0; r < ROWS; r++)
                for (int v = 0; v < 2; v++) PUT(out + (first + r) * columns + c + v * LANES) = sums[r][v];
        }
}
#endif

/* A sum of products and what is added to it, in floating point, which holds both. */
TARGET static inline FLOATS NAME(total)(const NAME(sum) *p, NAME(wholes) more) {
#ifdef DOT
    return V(cvtepi32_ps)((BITS)(WHOLE(p) + more));
#else
    return (FLOATS)(AT(p) + (NAME(vector))V(cvtepi32_ps)((BITS)more));
#endif
}

/* Adds to `x` what a total is worth above zero, where `there` has its bits set, and puts its steps into `q`. */
TARGET static inline void NAME(settle)(float *x, NAME(number) *q, FLOATS total, const float *scale, float fineness, NAME(wholes) there) {
    const NAME(vector) more = (NAME(vector))V(max_ps)(V(mul_ps)(total, (FLOATS)AT(scale)), V(set1_ps)(0));
    const NAME(vector) made = (NAME(vector))(there & (NAME(wholes))(AT(x) + more));
    PUT(x) = made;
    const NAME(wholes) steps = (NAME(wholes))V(cvtps_epi32)(V(min_ps)(V(mul_ps)((FLOATS)made, V(set1_ps)(fineness)), V(set1_ps)(255)));
#ifdef DOT
    *(NAME(octets) *)q = __builtin_convertvector(steps, NAME(octets));
#else
    PUT(q) = (NAME(vector))V(cvtepi32_ps)((BITS)steps);
#endif
}

TARGET static inline NAME(wholes) NAME(all)(int32_t wanted) {
    const NAME(wholes) none = {0};
    return none - wanted;
}

/* The next places to look at, from the number `*q` of `count`: the first of a pair that lies `d` apart, or each where `d` is 0.
 * Their number; too few are filled up with one of them. */
TARGET static int64_t NAME(some)(int64_t n, const int64_t *ids, int64_t count, int64_t d, int64_t *q, int64_t *tile) {
    int64_t found = 0;
    for (; *q < count && found < TILE; (*q)++) {
        const int64_t at = d ? *q / d * 2 * d + *q % d : *q;
        if (ID(at) >= 0 || (d && ID(at + d) >= 0)) tile[found++] = at;
    }
    for (int64_t r = found; found && r < TILE; r++) tile[r] = tile[0];
    return found;
}

TARGET static int64_t NAME(layers)(const Network *net, const int64_t *ids, int64_t n, const int64_t *to, float *out,
                                   float *scratch, int64_t rows, int64_t margin) {
    const int64_t width = net->width, half = net->half, labels = up(net->labels, 32), nothing = net->alphabet;
    const int16_t *before = net->tables, *here = before + (nothing + 1) * width, *after = here + (nothing + 1) * width;
    const int32_t *bias = net->biases;
    const float *scale = net->scales;
    const NAME(wholes) everywhere = NAME(all)(1);
    int64_t tile[TILE];
    float *x = (float *)(((uintptr_t)scratch + 63) / 64 * 64);
    NAME(number) *old = (NAME(number) *)(x + rows * width) + margin * width, *new = old + (rows + 2 * margin) * width;
    float *rest = x + (3 * rows + 4 * margin) * width;
    NAME(number) *in = (NAME(number) *)rest;
    NAME(sum) *p = (NAME(sum) *)(rest + 4 * TILE * width);
    memset(x, 0, (size_t)(rows * width) * sizeof *x);
    memset(old - margin * width, 0, (size_t)(2 * (rows + 2 * margin) * width) * sizeof *old);
#ifdef DOT
    const int8_t *weights = net->bytes;
#else
    const float *weights = net->weights;
#endif
    for (int64_t i = 0, count; (count = NAME(some)(n, ids, n, 0, &i, tile));) {
        for (int r = 0; r < TILE; r++) {
            const int16_t *said[3] = {before + ROW(tile[r] - 1) * width, here + ROW(tile[r]) * width, after + ROW(tile[r] + 1) * width};
            for (int side = 0; side < 3; side++) /* they are on their way while the product is made */
                for (int64_t k = 0; k < width; k += 32) __builtin_prefetch(said[side] + k);
        }
        for (int r = 0; r < TILE; r++)
            for (int side = 0; side < 2; side++) {
                const uint8_t *pair = net->pairs + SLOT(tile[r] - 1 + side) * half;
                NAME(number) *own = in + (2 * r + side) * half;
#ifdef DOT
                memcpy(own, pair, (size_t)half);
#else
                for (int64_t k = 0; k < half; k++) own[k] = pair[k];
#endif
            }
        NAME(product)(in, 2 * half, weights, p, width);
        for (int64_t r = 0; r < count; r++) {
            const int64_t at = tile[r] * width;
            const int16_t *b = before + ROW(tile[r] - 1) * width, *h = here + ROW(tile[r]) * width, *a = after + ROW(tile[r] + 1) * width;
            for (int64_t k = 0; k < width; k += LANES) {
#define WIDER(p) ((NAME(wholes))V(cvtepi16_epi32)(HALF_OF(p)))
                const NAME(wholes) said = ((WIDER(b + k) + WIDER(h + k) + WIDER(a + k)) << (int)net->lift) + WHOLE(bias + k);
                NAME(settle)(x + at + k, old + at + k, NAME(total)(p + r * width + k, said), scale + k, net->fineness[0], everywhere);
            }
        }
    }
    weights += 2 * half * width;
    for (int64_t l = 0; l < net->layers; l++) {
        const int64_t d = net->dilations[l];
        const float fineness = net->fineness[l + 1];
        bias += width, scale += width;
#ifdef DOT
        for (int64_t i = 0, count; (count = NAME(some)(n, ids, n, 0, &i, tile));) {
            for (int r = 0; r < TILE; r++)
                for (int64_t side = -1; side < 2; side++) {
                    const uint8_t *from = old + (tile[r] + side * d) * width;
                    for (int64_t k = 0; k < width; k += 32) memcpy(in + (3 * r + side + 1) * width + k, from + k, 32);
                }
            NAME(product)(in, 3 * width, weights, p, width);
            for (int64_t r = 0; r < count; r++)
                for (int64_t k = 0, at = tile[r] * width; k < width; k += LANES)
                    NAME(settle)(x + at + k, new + at + k, NAME(total)(p + r * width + k, WHOLE(bias + k)), scale + k, fineness, everywhere);
        }
        weights += 3 * width * width;
#else
        const int64_t part = TILE * width;
        for (int64_t i = 0, count; (count = NAME(some)(n, ids, rows / 2, d, &i, tile));) {
            for (int r = 0; r < TILE; r++) {
                const float *f = old + tile[r] * width, *s = f + d * width, *b = f - d * width, *a = s + d * width;
                float *sums = in + r * width;
                for (int64_t k = 0; k < width; k += LANES) {
                    PUT(sums + k) = AT(b + k) - AT(s + k), PUT(sums + part + k) = AT(f + k) + AT(s + k);
                    PUT(sums + 2 * part + k) = AT(s + k) - AT(f + k), PUT(sums + 3 * part + k) = AT(f + k) - AT(a + k);
                }
            }
            for (int m = 0; m < 4; m++) NAME(product)(in + m * part, width, weights + m * width * width, p + m * part, width);
            for (int64_t r = 0; r < count; r++) {
                float *made = p + r * width;
                const NAME(wholes) first = NAME(all)(ID(tile[r]) >= 0), second = NAME(all)(ID(tile[r] + d) >= 0);
                for (int64_t k = 0, at = tile[r] * width; k < width; k += LANES) {
                    const NAME(vector) both = AT(made + part + k), half_of = AT(made + 2 * part + k);
                    PUT(made + k) += both + half_of, PUT(made + part + k) = both - half_of - AT(made + 3 * part + k);
                    NAME(settle)(x + at + k, new + at + k, NAME(total)(made + k, WHOLE(bias + k)), scale + k, fineness, first);
                    NAME(settle)(x + at + d * width + k, new + at + d * width + k, NAME(total)(made + part + k, WHOLE(bias + k)), scale + k, fineness, second);
                }
            }
        }
        weights += 4 * width * width;
#endif
        NAME(number) *made = new;
        new = old, old = made;
    }
    bias += width, scale += width;
    for (int64_t i = 0; i < n;) {
        int count = 0;
        for (; i < n && count < TILE; i++)
            if (to[i] >= 0) memcpy(in + count * width, old + i * width, (size_t)width * sizeof *in), tile[count++] = to[i];
        NAME(product)(in, width, weights, p, labels);
        for (int r = 0; r < count; r++) {
            float scores[4 * WIDEST], most[LANES];
            FLOATS greatest = V(set1_ps)(-1e30f);
            for (int64_t k = 0; k < labels; k += LANES) {
                const FLOATS some = V(mul_ps)(NAME(total)(p + r * labels + k, WHOLE(bias + k)), (FLOATS)AT(scale + k));
                PUT(scores + k) = (NAME(vector))some, greatest = V(max_ps)(greatest, some);
            }
            PUT(most) = (NAME(vector))greatest;
            for (int k = LANES / 2; k; k /= 2)
                for (int m = 0; m < k; m++) most[m] = most[m] > most[m + k] ? most[m] : most[m + k];
            for (int64_t k = 0; k < labels; k += LANES) PUT(scores + k) -= most[0];
            memcpy(out + tile[r] * net->labels, scores, (size_t)net->labels * sizeof *out);
        }
    }
    return 0;
}
#undef AT
#undef PUT
#undef WHOLE
#undef WIDER
#undef ID
#undef ROW
#undef SLOT
#undef TARGET
#undef NAME
#ifdef DOT
#undef DOT
#endif
#endif

/* SPDX-License-Identifier: GPL-3.0-or-later
 * crimetrends help: finds what the program has by the user's word. */
#include "config.h"

#include "cli/commands.h"
#include "cli/say.h"
#include "cli/terms.h"
#include "cli/topics.h"
#include "lib/memory.h"
#include "lib/near.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *theirs, *ours;
} users_words[] = {
#define WORDS(theirs, ours) {theirs, ours},
#include "cli/users_words.def"
#undef WORDS
};
enum { N_ROWS = sizeof users_words / sizeof *users_words };

/* What a topic's rank grows by. */
enum { POINTED = 300, IN_NAME = 100, IN_TITLE = 30, IN_TEXT = 5 };

enum { MAX_TERMS = 16, PHRASE_SIZE = 80, SHOWN = 12 };

/* What is looked for: text, its words, and which rows of users' words are in
 * it. */
struct query {
    char *text;
    size_t n;
    char term[MAX_TERMS][CT_TERM_SIZE];
    bool said[N_ROWS];
};

/* A topic found, the highest rank first. */
struct hit {
    const struct ct_topic *topic;
    double rank;
};

void ct_help_overview(struct ct_buffer *out)
{
    ct_buffer_text(out, "Usage: crimetrends COMMAND ...\n\n"
                        "Turns national crime data into comparable "
                        "indicators, trends, figures and tables.\n\n"
                        "Commands (COMMAND --help tells more)\n");
    for (const struct ct_command *c = ct_commands; c->name; c++)
        ct_buffer_printf(out, "  %-9s %s\n", c->name, c->summary);
    ct_buffer_text(out, "\nExit status: 0 done, 1 data or file failed, 2 wrong "
                        "words, 3 checks found problems.\n");
}

/* Words that tell nothing of what is wanted. */
static bool is_filler(const char *term)
{
    static const char *const fillers[] = {
        "a",   "an",  "and", "as",  "by",   "do",    "for",  "from", "get",
        "how", "i",   "in",  "is",  "make", "my",    "of",   "on",   "or",
        "per", "the", "to",  "use", "what", "which", "with", NULL};
    for (int i = 0; fillers[i]; i++)
        if (strcmp(fillers[i], term) == 0)
            return true;
    return false;
}

/* Takes the next of the pieces between `|`. */
static bool next_piece(const char **list, char out[PHRASE_SIZE])
{
    size_t n = strcspn(*list, "|");
    if (n == 0 || n >= PHRASE_SIZE)
        return false;
    memcpy(out, *list, n);
    out[n] = '\0';
    *list += n;
    *list += **list == '|';
    return true;
}

static bool is_said(const char *text, const char *theirs)
{
    char phrase[PHRASE_SIZE];
    while (next_piece(&theirs, phrase))
        if (ct_term_phrase(text, phrase))
            return true;
    return false;
}

static void read_query(const struct ct_call *call, struct query *q)
{
    struct ct_buffer text = {0};
    char term[CT_TERM_SIZE];
    for (int i = 0; i < call->n_operands; i++)
        ct_buffer_printf(&text, "%s%s", i ? " " : "", call->argv[i]);
    q->text = ct_buffer_take(&text);
    for (const char *s = q->text; q->n < MAX_TERMS && ct_term_next(&s, term);)
        if (!is_filler(term))
            memcpy(q->term[q->n++], term, sizeof term);
    for (size_t i = 0; i < N_ROWS; i++)
        q->said[i] = is_said(q->text, users_words[i].theirs);
}

/* How much users' words point to a topic: the earlier it stands among ours,
 * the more; 0 if they don't. */
static double pointed(const struct query *q, const struct ct_topic *t)
{
    char call[PHRASE_SIZE];
    double best = 0;
    for (size_t i = 0; i < N_ROWS; i++) {
        const char *ours = users_words[i].ours;
        double rank = POINTED;
        for (; q->said[i] && next_piece(&ours, call); rank -= POINTED / 15)
            if (rank > best && strcmp(call, t->call) == 0)
                best = rank;
    }
    return best;
}

static double term_rank(const struct ct_topic *t, const char *term)
{
    static const double of_name[] = {[CT_TERM_ABSENT] = 0,
                                     [CT_TERM_BEGINS] = 0.5,
                                     [CT_TERM_WORD] = 0.5,
                                     [CT_TERM_WHOLE] = 1};
    static const double of_text[] = {[CT_TERM_ABSENT] = 0,
                                     [CT_TERM_BEGINS] = 0.5,
                                     [CT_TERM_WORD] = 0.8,
                                     [CT_TERM_WHOLE] = 1};
    double name = IN_NAME * of_name[ct_term_find(t->name, term)];
    double title = IN_TITLE * of_text[ct_term_find(t->title, term)];
    if (name > 0 || title > 0)
        return name > title ? name : title;
    return IN_TEXT * of_text[ct_term_find(t->text, term)];
}

/* A topic is found if users' words point to it, if it has all terms, or one of
 * them where it counts. Returns its rank, 0 if it is not found. */
static double topic_rank(const struct query *q, const struct ct_topic *t)
{
    double sum = 0, most = 0;
    bool all = q->n > 0;
    for (size_t i = 0; i < q->n; i++) {
        double rank = term_rank(t, q->term[i]);
        all = all && rank > 0;
        sum += rank;
        most = rank > most ? rank : most;
    }
    double rank = pointed(q, t);
    if (all || most > IN_TEXT)
        rank += t->weight * sum * (all ? 2 : 1);
    return rank;
}

static int by_rank(const void *a, const void *b)
{
    const struct hit *x = a, *y = b;
    if (x->rank != y->rank)
        return x->rank < y->rank ? 1 : -1;
    return (x->topic > y->topic) - (x->topic < y->topic);
}

/* Finds what is worth showing: what ranks far below the best is not what was
 * asked for. */
static size_t find(const struct query *q, const struct ct_topics *topics,
                   struct hit *hits)
{
    size_t n = 0;
    for (size_t i = 0; i < topics->n; i++) {
        double rank = topic_rank(q, &topics->row[i]);
        if (rank > 0)
            hits[n++] = (struct hit){&topics->row[i], rank};
    }
    qsort(hits, n, sizeof *hits, by_rank);
    while (n > 0 && hits[n - 1].rank < hits[0].rank / 10)
        n--;
    return n;
}

static void show(const struct hit *hits, size_t n, struct ct_buffer *out)
{
    enum { LEFT = 32 };
    for (size_t i = 0; i < n && i < SHOWN; i++) {
        char *head = ct_xasprintf("  %s", hits[i].topic->call);
        ct_help_row(out, head, LEFT, hits[i].topic->title);
        free(head);
    }
    if (n > SHOWN)
        ct_buffer_printf(out, "\n%zu more; another word narrows it.\n",
                         n - SHOWN);
    ct_buffer_text(out, "\nEach command tells more with --help; "
                        "`crimetrends datasets ID` shows a dataset.\n");
}

/* Words that can be found, for the one that was not. */
struct vocabulary {
    size_t n, capacity;
    char **word;
};

static void learn(struct vocabulary *v, const char *text)
{
    char word[CT_TERM_SIZE];
    while (ct_term_word(&text, word)) {
        if (strlen(word) < 4)
            continue;
        if (v->n == v->capacity) {
            v->capacity = v->capacity ? 2 * v->capacity : 1024;
            v->word = ct_xrealloc(v->word, v->capacity, sizeof *v->word);
        }
        v->word[v->n++] = ct_xstrdup(word);
    }
}

static int nothing(const struct query *q, const struct ct_topics *topics,
                   struct ct_error *err)
{
    struct vocabulary v = {0};
    const char *near = NULL, *s = q->text;
    char word[CT_TERM_SIZE];
    for (size_t i = 0; i < topics->n; i++) {
        if (topics->row[i].weight <= CT_WEIGHT_PART)
            continue;
        learn(&v, topics->row[i].name);
        learn(&v, topics->row[i].title);
    }
    for (size_t i = 0; i < N_ROWS; i++)
        learn(&v, users_words[i].theirs);
    while (!near && ct_term_word(&s, word))
        near = ct_near(word, (const char *const *)v.word, v.n);
    if (near)
        ct_fail(err, CT_EUSAGE, 0, 0,
                "nothing found for '%.80s'; did you mean '%s'?", q->text, near);
    else
        ct_fail(err, CT_EUSAGE, 0, 0,
                "nothing found for '%.80s'; `crimetrends --help` lists the "
                "commands",
                q->text);
    for (size_t i = 0; i < v.n; i++)
        free(v.word[i]);
    free(v.word);
    return -1;
}

static int look_up(const struct query *q, struct ct_buffer *out,
                   struct ct_error *err)
{
    struct ct_topics topics = {0};
    int result = ct_topics_read(&topics, err);
    if (!result) {
        struct hit *hits = ct_xcalloc(topics.n, sizeof *hits);
        size_t n = find(q, &topics, hits);
        if (n)
            show(hits, n, out);
        else
            result = nothing(q, &topics, err);
        free(hits);
    }
    ct_topics_clear(&topics);
    return result;
}

int ct_command_help(struct ct_call *call, struct ct_error *err)
{
    struct ct_buffer out = {0};
    struct query q = {0};
    int result = 0;
    if (call->n_operands == 0) {
        ct_help_overview(&out);
    } else {
        read_query(call, &q);
        result = look_up(&q, &out, err);
        free(q.text);
    }
    return result ? -1 : ct_say_out(&out, err);
}

/* A small neural network with one hidden layer, as the judges of lines use it. */
#ifndef CLEAN_TEXT_NET_H
#define CLEAN_TEXT_NET_H

#include <stddef.h>

enum { NET_HIDDEN_MAX = 64 };

/* The numbers are made by training, not by hand. */
struct net {
    size_t features, hidden; /* hidden: at most NET_HIDDEN_MAX */
    const float *means;
    const float *scales;  /* 1 / standard deviation */
    const float *weights; /* [features][hidden] */
    const float *hidden_bias;
    const float *output;
    float output_bias;
};

/* The hidden layer's sums for a row of zeros, which net_judge starts from: most features mostly are
 * 0. */
void net_sum_zeros(const struct net *net, float zeros[NET_HIDDEN_MAX]);
float net_judge(const struct net *net, const float zeros[NET_HIDDEN_MAX], const float *row);

#endif

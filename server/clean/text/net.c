/* A small neural network with one hidden layer, as the judges of lines use it. */
#include "clean/text/net.h"

#include "base/macros.h"

/* A value that is farther from what the training saw says nothing more. */
static const float FARTHEST = 6.0F;

/* A feature's value as the training saw it: in standard deviations from the mean. */
static float standardise(const struct net *net, size_t feature, float value)
{
    value = (value - net->means[feature]) * net->scales[feature];
    return MAX(-FARTHEST, MIN(FARTHEST, value));
}

static void add_row(const struct net *net, size_t feature, float value, float sums[NET_HIDDEN_MAX])
{
    const float *weights = net->weights + feature * net->hidden;
    for (size_t h = 0; h < net->hidden; h++) {
        sums[h] += value * weights[h];
    }
}

void net_sum_zeros(const struct net *net, float zeros[NET_HIDDEN_MAX])
{
    for (size_t h = 0; h < net->hidden; h++) {
        zeros[h] = net->hidden_bias[h];
    }
    for (size_t i = 0; i < net->features; i++) {
        add_row(net, i, standardise(net, i, 0), zeros);
    }
}

/* tanh within 0.0001: a quotient of polynomials, which compilers turn into vector code. */
static float squash(float x)
{
    x = MAX(-4.97F, MIN(4.97F, x));
    float square = x * x;
    float above = x * (135135.0F + square * (17325.0F + square * (378.0F + square)));
    float below = 135135.0F + square * (62370.0F + square * (3150.0F + square * 28.0F));
    return above / below;
}

float net_judge(const struct net *net, const float zeros[NET_HIDDEN_MAX], const float *row)
{
    float sums[NET_HIDDEN_MAX];
    for (size_t h = 0; h < net->hidden; h++) {
        sums[h] = zeros[h];
    }
    for (size_t i = 0; i < net->features; i++) {
        if (row[i] > 0 || row[i] < 0) {
            add_row(net, i, standardise(net, i, row[i]) - standardise(net, i, 0), sums);
        }
    }
    float score = net->output_bias;
    for (size_t h = 0; h < net->hidden; h++) {
        score += squash(sums[h]) * net->output[h];
    }
    return score;
}

package exchange.bench.load;

import org.HdrHistogram.Histogram;

/**
 * What a load came to.
 *
 * @param done how many operations succeeded
 * @param latency in microseconds
 */
record Result(long done, double seconds, Histogram latency) {
  double rate() {
    return done / seconds;
  }

  double millis(double percentile) {
    return latency.getValueAtPercentile(percentile) / 1000.0;
  }
}

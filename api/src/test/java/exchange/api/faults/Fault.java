package exchange.api.faults;

import java.util.Random;

/**
 * Something that goes wrong in the midst of a round.
 *
 * @param name as the table shows it
 * @param quick whether every build can wait for it
 * @param act does it and heals it: when it returns, whatever it killed has been started again, but
 *     need not be ready yet
 */
record Fault(String name, boolean quick, Act act) {
  interface Act {
    void strike(Cluster cluster, Random random) throws Exception;
  }
}

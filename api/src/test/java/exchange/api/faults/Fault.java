package exchange.api.faults;

import java.util.Random;

/**
 * Something that goes wrong in the midst of a round.
 *
 * @param name as the table shows it
 * @param quick whether every build can wait for it
 * @param calm whether it breaks nothing, so that all is expected to go on well
 * @param crowd who calls meanwhile
 * @param act does it and heals it: when it returns, whatever it killed has been started again, but
 *     need not be ready yet
 */
record Fault(String name, boolean quick, boolean calm, Crowd crowd, Act act) {
  /**
   * @param exporters who call at the same time
   * @param slots that they all want
   * @param mostLeases how many holds are confirmed, at most: leased space comes back to nobody
   */
  record Crowd(int exporters, int slots, int mostLeases) {
    static final Crowd USUAL = new Crowd(6, 3, Integer.MAX_VALUE);
  }

  Fault(String name, boolean quick, Act act) {
    this(name, quick, false, Crowd.USUAL, act);
  }

  /** Nothing, for some time. */
  static Fault none(int millis) {
    return new Fault(
        "two nodes race, nothing fails",
        true,
        true,
        Crowd.USUAL,
        (cluster, random) -> Thread.sleep(millis));
  }

  interface Act {
    void strike(Cluster cluster, Random random) throws Exception;
  }
}

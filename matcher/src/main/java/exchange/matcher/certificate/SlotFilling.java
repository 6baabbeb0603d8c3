package exchange.matcher.certificate;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The ways to fill one slot, tried day by day. */
final class SlotFilling {

  /**
   * Who may lie there.
   *
   * @param from number of its first day
   * @param loss by how much that is dearer for the request than its cheapest choice
   * @param pays on each of its days
   */
  record Guest(int request, int from, int units, BigInteger loss, List<BigInteger> pays) {
    private int to() {
      return from + pays.size();
    }

    private BigInteger paysOn(int day) {
      return pays.get(day - from);
    }

    /** Whether both are the same on all days that are still to come. */
    private boolean goesOnLike(Guest other) {
      return request == other.request && units == other.units && to() == other.to();
    }
  }

  private final List<PricedDay> days;

  /** The first to come stand first. */
  private final List<Guest> guests;

  /** For each guest the number of the first that goes on like it, which stands for both. */
  private final int[] alike;

  SlotFilling(List<PricedDay> days, List<Guest> guests) {
    this.days = days;
    this.guests = guests.stream().sorted(Comparator.comparingInt(Guest::from)).toList();
    this.alike = new int[guests.size()];
    for (int guest = 0; guest < alike.length; guest++) {
      while (!this.guests.get(alike[guest]).goesOnLike(this.guests.get(guest))) {
        alike[guest]++;
      }
    }
  }

  /**
   * Whether there is a way that loses less than so much: to units that stay free, to limits that
   * are not reached, and by the guests' own losses.
   */
  boolean canLoseLess(BigInteger limit) {
    Map<List<Integer>, BigInteger> ways = new HashMap<>(Map.of(List.of(), BigInteger.ZERO));
    for (int day = 0; day < days.size(); day++) {
      for (int guest = 0; guest < alike.length; guest++) {
        if (guests.get(guest).from == day) {
          arrive(guest, ways, limit);
        }
      }
      ways = settled(day, ways, limit);
    }
    return ways.values().stream().anyMatch(lost -> lost.compareTo(limit) < 0);
  }

  /** Adds the ways in which a guest joins those who are there. */
  private void arrive(int guest, Map<List<Integer>, BigInteger> ways, BigInteger limit) {
    for (Map.Entry<List<Integer>, BigInteger> before : List.copyOf(ways.entrySet())) {
      BigInteger lost = before.getValue().add(guests.get(guest).loss);
      if (lost.compareTo(limit) < 0 && hasRoom(guests.get(guest), before.getKey())) {
        List<Integer> all = new ArrayList<>(before.getKey());
        all.add(alike[guest]);
        all.sort(Comparator.naturalOrder());
        ways.merge(all, lost, BigInteger::min);
      }
    }
  }

  private boolean hasRoom(Guest guest, List<Integer> others) {
    if (others.stream().anyMatch(other -> guests.get(other).request == guest.request)) {
      return false;
    }
    for (int day = guest.from; day < guest.to(); day++) {
      long units = guest.units;
      for (int other : others) {
        units += guests.get(other).to() > day ? guests.get(other).units : 0;
      }
      if (units > days.get(day).free()) {
        return false;
      }
    }
    return true;
  }

  /** What is left of the ways after a day, by those who stay on. */
  private Map<List<Integer>, BigInteger> settled(
      int day, Map<List<Integer>, BigInteger> ways, BigInteger limit) {
    Map<List<Integer>, BigInteger> left = new HashMap<>();
    ways.forEach(
        (inside, before) -> {
          BigInteger lost = before.add(days.get(day).worth());
          for (int guest : inside) {
            lost = lost.subtract(guests.get(guest).paysOn(day));
          }
          if (lost.compareTo(limit) < 0) {
            List<Integer> staying =
                inside.stream().filter(guest -> guests.get(guest).to() > day + 1).toList();
            left.merge(staying, lost, BigInteger::min);
          }
        });
    return left;
  }
}

package exchange.matcher;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The days of one slot, cut into cells at every day on which a choice begins or ends. A cell is
 * left out when its neighbour is at least as tight: every choice in it is in the neighbour too, and
 * the neighbour has no more capacity.
 */
final class Calendar {
  private final int[] boundaries;

  /** For each boundary the first cell that begins on it or later. */
  private final int[] cellFrom;

  private final int[] capacity;
  private final int[] tightestDay;

  /**
   * @param begins the days on which the choices of the slot begin
   * @param ends the days after their last days, in the same order
   */
  Calendar(FreeDays free, int[] begins, int[] ends) {
    boundaries =
        IntStream.concat(Arrays.stream(begins), Arrays.stream(ends)).sorted().distinct().toArray();
    boolean[] beginsOn = marks(begins);
    boolean[] endsOn = marks(ends);
    Cells cells = new Cells(boundaries.length);
    for (int i = 0; i + 1 < boundaries.length; i++) {
      int least = free.least(boundaries[i], boundaries[i + 1]);
      cells.add(i, least, beginsOn[i], endsOn[i]);
    }
    cellFrom = cells.from(boundaries.length);
    capacity = Arrays.copyOf(cells.capacity, cells.count);
    tightestDay =
        Arrays.stream(cells.interval, 0, cells.count)
            .map(i -> free.tightest(boundaries[i], boundaries[i + 1]))
            .toArray();
  }

  int[] capacity() {
    return capacity.clone();
  }

  /** For each cell a day that has no more units than the cell. */
  int[] tightestDay() {
    return tightestDay.clone();
  }

  /** The first cell on or after {@code day}, a day on which a choice begins or ends. */
  int cellFrom(int day) {
    return cellFrom[Arrays.binarySearch(boundaries, day)];
  }

  private boolean[] marks(int[] days) {
    boolean[] marks = new boolean[boundaries.length];
    for (int day : days) {
      marks[Arrays.binarySearch(boundaries, day)] = true;
    }
    return marks;
  }

  /** A stack of the cells that are kept. */
  private static final class Cells {
    private final int[] interval;
    private final int[] capacity;
    private final boolean[] beginsBefore;
    private final boolean[] endsBefore;
    private int count;
    private boolean begins;
    private boolean ends;

    private Cells(int most) {
      interval = new int[most];
      capacity = new int[most];
      beginsBefore = new boolean[most];
      endsBefore = new boolean[most];
    }

    /** Adds the next interval, of which it is known what happens on its first day. */
    private void add(int index, int least, boolean beginsOnFirst, boolean endsOnFirst) {
      begins |= beginsOnFirst;
      ends |= endsOnFirst;
      while (count > 0 && !ends && capacity[count - 1] >= least) {
        count--;
        begins |= beginsBefore[count];
        ends |= endsBefore[count];
      }
      if (count > 0 && !begins && least >= capacity[count - 1]) {
        return;
      }
      interval[count] = index;
      capacity[count] = least;
      beginsBefore[count] = begins;
      endsBefore[count] = ends;
      count++;
      begins = false;
      ends = false;
    }

    private int[] from(int boundaries) {
      int[] from = new int[boundaries];
      int cell = 0;
      for (int i = 0; i < boundaries; i++) {
        while (cell < count && interval[cell] < i) {
          cell++;
        }
        from[i] = cell;
      }
      return from;
    }
  }
}

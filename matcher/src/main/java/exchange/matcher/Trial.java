package exchange.matcher;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Changes an assignment for a try, remembers what was before, and takes it all back. */
final class Trial {
  private final Assignment assignment;
  private int[] requests = new int[16];
  private int[] before = new int[16];
  private int changes;

  /** For each request one more than its place among the changes, or 0. */
  private final int[] place;

  Trial(Assignment assignment, int requests) {
    this.assignment = assignment;
    this.place = new int[requests];
  }

  void choose(int request, int choice) {
    if (place[request] == 0) {
      if (changes == requests.length) {
        requests = Arrays.copyOf(requests, 2 * changes);
        before = Arrays.copyOf(before, 2 * changes);
      }
      requests[changes] = request;
      before[changes] = assignment.choice(request);
      place[request] = ++changes;
    }
    assignment.choose(request, choice);
  }

  int changes() {
    return changes;
  }

  /** Takes everything back. */
  void forget() {
    while (changes > 0) {
      changes--;
      place[requests[changes]] = 0;
      assignment.choose(requests[changes], before[changes]);
    }
  }

  /** Takes everything back and returns it as a move, without what ended as it began. */
  Reassignment takeBack() {
    int[] changed =
        IntStream.range(0, changes)
            .filter(i -> assignment.choice(requests[i]) != before[i])
            .map(i -> requests[i])
            .toArray();
    int[] after = IntStream.of(changed).map(assignment::choice).toArray();
    forget();
    return new Reassignment(changed, after);
  }
}

package exchange.core.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import exchange.core.values.RefusedException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SplittingTest {
  private static List<Integer> sizes(int smallestPart, int quantity) {
    return new Splitting(smallestPart, 3).sizes(quantity);
  }

  @Test
  void partsAreMultiplesAndWhatTheyLeave() {
    assertThat(sizes(30, 100)).containsExactly(30, 40, 60, 70);
    assertThat(sizes(50, 100)).containsExactly(50);
    assertThat(sizes(1, 3)).containsExactly(1, 2);
  }

  @Test
  void whatIsTooSmallForTwoPartsHasNone() {
    assertThat(sizes(51, 100)).isEmpty();
    assertThat(sizes(100, 100)).isEmpty();
  }

  @Test
  void manySizesAreThinnedOut() {
    assertThat(sizes(1, 100)).containsExactly(20, 40, 60, 80);
  }

  @Test
  void sizesAreFewNeverTooSmallAndEachHasItsRest() {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      int quantity = 2 + random.nextInt(random.nextBoolean() ? 300 : 1_000_000 - 1);
      int smallest = 1 + random.nextInt(quantity / 2);
      List<Integer> sizes = sizes(smallest, quantity);
      assertThat(sizes)
          .as("%d of %d", smallest, quantity)
          .hasSizeBetween(1, 8)
          .allMatch(size -> size >= smallest && sizes.contains(quantity - size));
    }
  }

  @Test
  void partsOfNothingAndOnOneSiteAreRefused() {
    for (int[] wrong : new int[][] {{0, 3}, {1, 1}, {1, 9}}) {
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> new Splitting(wrong[0], wrong[1]));
    }
  }
}

package exchange.core.matching;

import static java.nio.charset.StandardCharsets.UTF_8;

import exchange.core.matching.Certificate.DayPrice;
import exchange.core.matching.MatchingProblem.Candidate;
import exchange.core.matching.MatchingProblem.Choice;
import exchange.core.matching.MatchingProblem.Slot;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Ties a certificate to its problem and plan: SHA-256 over one line each, in UTF-8 and ended by
 * {@code \n}, for every slot, request, choice, decision and price, their fields in the order of the
 * records and separated by spaces. The names of slots and requests are left out, so that a reader
 * who knows only their numbers can tell it as well.
 */
public final class Digest {
  private final MessageDigest sha;

  private Digest() {
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** In hexadecimal. */
  public static String of(MatchingProblem problem, Plan plan, int shift, List<DayPrice> prices) {
    Digest digest = new Digest();
    for (Slot slot : problem.slots()) {
      digest.line(slot.free().firstDay(), Arrays.toString(slot.free().units()));
    }
    for (Candidate candidate : problem.candidates()) {
      digest.line(candidate.unmatchedCost());
      for (Choice choice : candidate.choices()) {
        digest.line(
            choice.slot(), choice.stay().from(), choice.stay().to(), choice.units(), choice.cost());
      }
    }
    digest.line(plan.choices());
    digest.line(shift);
    for (DayPrice price : prices) {
      digest.line(price.slot(), price.day(), price.price());
    }
    return HexFormat.of().formatHex(digest.sha.digest());
  }

  private void line(Object... fields) {
    for (Object field : fields) {
      sha.update(field.toString().getBytes(UTF_8));
      sha.update((byte) ' ');
    }
    sha.update((byte) '\n');
  }
}

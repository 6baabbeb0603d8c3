package exchange.core.matching;

import static java.nio.charset.StandardCharsets.UTF_8;

import exchange.core.matching.Certificate.Cut;
import exchange.core.matching.Certificate.DayPrice;
import exchange.core.matching.Certificate.Waste;
import exchange.core.matching.Certificate.Weight;
import exchange.core.matching.MatchingProblem.Apart;
import exchange.core.matching.MatchingProblem.Candidate;
import exchange.core.matching.MatchingProblem.Choice;
import exchange.core.matching.MatchingProblem.Slot;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Ties a certificate to its problem and plan: SHA-256 over one line each, in UTF-8 and ended by
 * {@code \n}, for every slot, request, choice, decision, price, cut, weight and waste, their fields
 * in the order of the records and separated by spaces. The names of slots and requests are left
 * out, so that a reader who knows only their numbers can tell it as well. A slot beside an earlier
 * one of its site, a request that is split and one whose goods have a kind are followed by a line
 * that says so.
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
  public static String of(
      MatchingProblem problem,
      Plan plan,
      int shift,
      List<DayPrice> prices,
      List<Cut> cuts,
      List<Waste> wastes) {
    Digest digest = new Digest();
    Map<UUID, Integer> firstOfSite = new HashMap<>();
    for (int i = 0; i < problem.slots().size(); i++) {
      Slot slot = problem.slots().get(i);
      digest.line(slot.free().firstDay(), Arrays.toString(slot.free().units()));
      Integer neighbour = firstOfSite.putIfAbsent(slot.site(), i);
      if (neighbour != null) {
        digest.line(neighbour);
      }
    }
    for (Candidate candidate : problem.candidates()) {
      digest.line(candidate.unmatchedCost());
      candidate.split().ifPresent(split -> digest.line(split.quantity(), split.mostSites()));
      if (candidate.goods() != 0) {
        digest.line(candidate.goods());
      }
      for (Choice choice : candidate.choices()) {
        digest.line(
            choice.slot(), choice.stay().from(), choice.stay().to(), choice.units(), choice.cost());
      }
    }
    for (Apart apart : problem.apart()) {
      digest.line(apart.goods(), apart.others());
    }
    digest.line(plan.choices().stream().map(Digest::decision).toList());
    digest.line(shift);
    for (DayPrice price : prices) {
      digest.line(price.slot(), price.day(), price.price());
    }
    for (Cut cut : cuts) {
      digest.line(cut.slot(), cut.day(), cut.most(), cut.price());
      for (Weight weight : cut.weights()) {
        digest.line(weight.request(), weight.units(), weight.weight());
      }
    }
    for (Waste waste : wastes) {
      digest.line(waste.slot(), waste.least());
    }
    return HexFormat.of().formatHex(digest.sha.digest());
  }

  /** As the number of the choice, -1 for none; as a list only where it is split. */
  private static Object decision(List<Integer> choices) {
    return choices.size() > 1 ? choices : choices.stream().findFirst().orElse(-1);
  }

  private void line(Object... fields) {
    for (Object field : fields) {
      sha.update(field.toString().getBytes(UTF_8));
      sha.update((byte) ' ');
    }
    sha.update((byte) '\n');
  }
}

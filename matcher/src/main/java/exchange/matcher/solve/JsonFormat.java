package exchange.matcher.solve;

import com.fasterxml.jackson.annotation.JsonInclude;
import exchange.core.capacity.CapacityProfile;
import exchange.core.matching.Certificate;
import exchange.core.matching.Certificate.Cut;
import exchange.core.matching.Certificate.DayPrice;
import exchange.core.matching.Certificate.Waste;
import exchange.core.matching.Certificate.Weight;
import exchange.core.matching.MatchingProblem;
import exchange.core.matching.MatchingProblem.Apart;
import exchange.core.matching.MatchingProblem.Candidate;
import exchange.core.matching.MatchingProblem.Choice;
import exchange.core.matching.MatchingProblem.Slot;
import exchange.core.matching.MatchingProblem.Split;
import exchange.core.matching.Plan;
import exchange.core.values.DateRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A market in JSON; days are counted from 0, costs are whole minor units, 0 or more:
 *
 * <pre>{@code
 * {"slots": [{"free": [10, 10, 8, 8]}],
 *  "requests": [{"budget": 900, "choices": [
 *    {"slot": 0, "from": 1, "to": 3, "units": 4, "cost": 650}]}]}
 * }</pre>
 *
 * <p>{@code free} are the units on each day, from day 0 or from a {@code "firstDay"} that is
 * stated; {@code to} is the first day no longer stored. Slots with the same {@code "site"}, a
 * number, lie on one site; one without has a site of its own.
 *
 * <p>A request with {@code "split": {"quantity": 9, "mostSites": 2}} is served by that many of its
 * choices at most, of the same days, each on another site, whose units add up to the quantity.
 *
 * <p>Requests may state the number of their kind of {@code "goods"}, and the market, beside slots
 * and requests, which kinds may not share a site on the same day: {@code "apart": [{"goods": 1,
 * "others": 2}]}.
 */
public final class JsonFormat {

  /** A certificate with what it certifies. */
  public record Certified(MatchingProblem problem, Plan plan, Certificate certificate) {}

  private static final LocalDate DAY_0 = LocalDate.EPOCH;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION).build())
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          // A choice that stands alone need not be in brackets.
          .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .changeDefaultPropertyInclusion(
              all -> all.withValueInclusion(JsonInclude.Include.NON_ABSENT))
          .build();

  /** What stands in the file; an absent site is one of the slot's own, absent goods are kind 0. */
  private record MarketJson(
      List<SlotJson> slots, List<RequestJson> requests, Optional<List<Apart>> apart) {}

  private record SlotJson(Optional<Long> firstDay, List<Integer> free, Optional<Integer> site) {}

  private record RequestJson(
      long budget, Optional<Split> split, Optional<Integer> goods, List<ChoiceJson> choices) {}

  private record ChoiceJson(int slot, long from, long to, int units, long cost) {}

  private record ProofJson(
      List<List<Integer>> plan,
      long cost,
      long bound,
      int shift,
      List<PriceJson> prices,
      Optional<List<CutJson>> cuts,
      Optional<List<Waste>> wastes,
      String digest) {}

  private record CutJson(int slot, long day, int most, long price, List<Weight> weights) {}

  private record PriceJson(int slot, long day, long price) {}

  private JsonFormat() {}

  /**
   * Reads a market.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public static MatchingProblem parse(String text) {
    MarketJson market = read(text, MarketJson.class);
    List<Slot> slots = new ArrayList<>();
    for (SlotJson slot : market.slots) {
      UUID id = new UUID(0, slots.size());
      LocalDate first = DAY_0.plusDays(slot.firstDay.orElse(0L));
      slots.add(
          new Slot(
              id,
              slot.site.map(site -> new UUID(2, site)).orElse(id),
              new CapacityProfile(
                  first, slot.free.stream().mapToInt(Integer::intValue).toArray())));
    }
    List<Candidate> candidates = new ArrayList<>();
    for (RequestJson request : market.requests) {
      candidates.add(
          new Candidate(
              new UUID(1, candidates.size()),
              request.budget,
              request.choices.stream().map(choice -> choice(choice, slots.size())).toList(),
              request.split,
              request.goods.orElse(0)));
    }
    return new MatchingProblem(slots, candidates, market.apart.orElse(List.of()));
  }

  /**
   * Reads a market with a plan and the proof of it, as the exchange publishes it for each round: as
   * above, and {@code "plan"} with the place of each request's choice, the places of its parts in
   * brackets, or -1, {@code "prices"} with {@code "slot"}, {@code "day"} and {@code "price"},
   * {@code "cuts"} with {@code "slot"}, {@code "day"}, {@code "most"}, {@code "price"} and {@code
   * "weights"}, each with {@code "request"}, {@code "units"} and {@code "weight"}, {@code "wastes"}
   * with {@code "slot"} and {@code "least"}, {@code "shift"}, {@code "cost"}, {@code "bound"} and
   * {@code "digest"}.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public static Certified parseCertified(String text) {
    MatchingProblem problem = parse(text);
    ProofJson proof = read(text, ProofJson.class);
    List<DayPrice> prices =
        proof.prices.stream()
            .map(
                each ->
                    new DayPrice(
                        known(each.slot, problem.slots().size()),
                        DAY_0.plusDays(each.day),
                        each.price))
            .toList();
    List<Cut> cuts =
        proof.cuts.orElse(List.of()).stream()
            .map(
                each ->
                    new Cut(
                        known(each.slot, problem.slots().size()),
                        DAY_0.plusDays(each.day),
                        each.most,
                        each.price,
                        each.weights))
            .toList();
    List<Waste> wastes = proof.wastes.orElse(List.of());
    wastes.forEach(each -> known(each.slot(), problem.slots().size()));
    List<List<Integer>> plan =
        proof.plan.stream()
            .map(each -> List.of(-1).equals(each) ? List.<Integer>of() : each)
            .toList();
    return new Certified(
        problem,
        new Plan(plan),
        new Certificate(proof.cost, proof.bound, proof.shift, prices, cuts, wastes, proof.digest));
  }

  /** Writes a market whose days begin with 1970-01-01. */
  public static String format(MatchingProblem problem) {
    List<UUID> sites = problem.slots().stream().map(Slot::site).distinct().toList();
    return "{\"slots\": [\n"
        + lines(problem.slots().stream().map(slot -> json(slot, sites)).toList())
        + "],\n\"requests\": [\n"
        + lines(problem.candidates().stream().map(JsonFormat::json).toList())
        + "],\n\"apart\": "
        + write(problem.apart())
        + "}\n";
  }

  /** The choices of each request: one as its place, several in brackets, none as -1. */
  static String assignment(Plan plan) {
    return write(
        plan.choices().stream()
            .map(each -> each.size() > 1 ? each : each.stream().findFirst().orElse(-1))
            .toList());
  }

  private static String lines(List<?> values) {
    return String.join(",\n", values.stream().map(JsonFormat::write).toList());
  }

  private static SlotJson json(Slot slot, List<UUID> sites) {
    boolean alone = slot.site().equals(slot.id());
    return new SlotJson(
        Optional.empty(),
        Arrays.stream(slot.free().units()).boxed().toList(),
        alone ? Optional.empty() : Optional.of(sites.indexOf(slot.site())));
  }

  private static RequestJson json(Candidate candidate) {
    return new RequestJson(
        candidate.unmatchedCost(),
        candidate.split(),
        candidate.goods() == 0 ? Optional.empty() : Optional.of(candidate.goods()),
        candidate.choices().stream().map(JsonFormat::json).toList());
  }

  private static ChoiceJson json(Choice choice) {
    return new ChoiceJson(
        choice.slot(),
        choice.stay().from().toEpochDay(),
        choice.stay().to().toEpochDay(),
        choice.units(),
        choice.cost());
  }

  private static Choice choice(ChoiceJson json, int slots) {
    DateRange stay = new DateRange(DAY_0.plusDays(json.from), DAY_0.plusDays(json.to));
    return new Choice(known(json.slot, slots), stay, json.units, json.cost);
  }

  private static int known(int slot, int slots) {
    if (slot < 0 || slot >= slots) {
      throw new IllegalArgumentException("there is no slot " + slot);
    }
    return slot;
  }

  private static String write(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  private static <T> T read(String text, Class<T> type) {
    try {
      return MAPPER.readValue(text, type);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}

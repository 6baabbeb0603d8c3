package exchange.matcher.solve;

import exchange.core.capacity.CapacityProfile;
import exchange.core.matching.Certificate;
import exchange.core.matching.Certificate.DayPrice;
import exchange.core.matching.MatchingProblem;
import exchange.core.matching.MatchingProblem.Candidate;
import exchange.core.matching.MatchingProblem.Choice;
import exchange.core.matching.MatchingProblem.Slot;
import exchange.core.matching.Plan;
import exchange.core.values.DateRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A market in JSON; days are counted from 0, costs are whole minor units:
 *
 * <pre>{@code
 * {"slots": [{"free": [10, 10, 8, 8]}],
 *  "requests": [{"budget": 900, "choices": [
 *    {"slot": 0, "from": 1, "to": 3, "units": 4, "cost": 650}]}]}
 * }</pre>
 *
 * <p>{@code free} are the units on each day, from day 0 or from a {@code "firstDay"} that is
 * stated; {@code to} is the first day no longer stored.
 */
public final class JsonFormat {

  /** A certificate with what it certifies. */
  public record Certified(MatchingProblem problem, Plan plan, Certificate certificate) {}

  private static final LocalDate DAY_0 = LocalDate.EPOCH;

  private JsonFormat() {}

  /**
   * Reads a market.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public static MatchingProblem parse(String text) {
    Object market = Json.parse(text);
    List<Slot> slots = new ArrayList<>();
    for (Object slot : list(market, "slots")) {
      int[] free = list(slot, "free").stream().mapToInt(JsonFormat::toInt).toArray();
      LocalDate first = DAY_0.plusDays(has(slot, "firstDay") ? number(slot, "firstDay") : 0);
      slots.add(new Slot(new UUID(0, slots.size()), new CapacityProfile(first, free)));
    }
    List<Candidate> candidates = new ArrayList<>();
    for (Object request : list(market, "requests")) {
      List<Choice> choices = new ArrayList<>();
      for (Object choice : list(request, "choices")) {
        choices.add(choice(choice, slots.size()));
      }
      candidates.add(
          new Candidate(new UUID(1, candidates.size()), number(request, "budget"), choices));
    }
    return new MatchingProblem(slots, candidates);
  }

  /**
   * Reads a market with a plan and the proof of it, as the exchange publishes it for each round: as
   * above, and {@code "plan"} with the place of each request's choice or -1, {@code "prices"} with
   * {@code "slot"}, {@code "day"} and {@code "price"}, {@code "shift"}, {@code "cost"}, {@code
   * "bound"} and {@code "digest"}.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public static Certified parseCertified(String text) {
    Object json = Json.parse(text);
    MatchingProblem problem = parse(text);
    List<Integer> plan = list(json, "plan").stream().map(JsonFormat::toInt).toList();
    List<DayPrice> prices = new ArrayList<>();
    for (Object price : list(json, "prices")) {
      int slot = toInt(number(price, "slot"));
      if (slot < 0 || slot >= problem.slots().size()) {
        throw new IllegalArgumentException("there is no slot " + slot);
      }
      LocalDate day = DAY_0.plusDays(number(price, "day"));
      prices.add(new DayPrice(slot, day, number(price, "price")));
    }
    Certificate certificate =
        new Certificate(
            number(json, "cost"),
            number(json, "bound"),
            toInt(number(json, "shift")),
            prices,
            String.valueOf(field(json, "digest")));
    return new Certified(problem, new Plan(plan), certificate);
  }

  /** Writes a market whose days begin with 1970-01-01. */
  public static String format(MatchingProblem problem) {
    StringBuilder json = new StringBuilder("{\"slots\": [");
    String separator = "\n";
    for (Slot slot : problem.slots()) {
      json.append(separator).append("{\"free\": ");
      json.append(Arrays.toString(slot.free().units())).append('}');
      separator = ",\n";
    }
    json.append("],\n\"requests\": [");
    separator = "\n";
    for (Candidate candidate : problem.candidates()) {
      json.append(separator).append("{\"budget\": ").append(candidate.unmatchedCost());
      List<String> choices = candidate.choices().stream().map(JsonFormat::format).toList();
      json.append(", \"choices\": [").append(String.join(", ", choices)).append("]}");
      separator = ",\n";
    }
    return json.append("]}\n").toString();
  }

  private static String format(Choice choice) {
    return "{\"slot\": %d, \"from\": %d, \"to\": %d, \"units\": %d, \"cost\": %d}"
        .formatted(
            choice.slot(),
            choice.stay().from().toEpochDay(),
            choice.stay().to().toEpochDay(),
            choice.units(),
            choice.cost());
  }

  private static Choice choice(Object json, int slots) {
    int slot = toInt(number(json, "slot"));
    if (slot < 0 || slot >= slots) {
      throw new IllegalArgumentException("there is no slot " + slot);
    }
    DateRange stay =
        new DateRange(DAY_0.plusDays(number(json, "from")), DAY_0.plusDays(number(json, "to")));
    return new Choice(slot, stay, toInt(number(json, "units")), number(json, "cost"));
  }

  private static boolean has(Object json, String name) {
    return json instanceof Map<?, ?> fields && fields.containsKey(name);
  }

  private static Object field(Object json, String name) {
    Object value = json instanceof Map<?, ?> fields ? fields.get(name) : null;
    if (value == null) {
      throw new IllegalArgumentException("\"" + name + "\" is missing");
    }
    return value;
  }

  private static List<?> list(Object json, String name) {
    if (field(json, name) instanceof List<?> list) {
      return list;
    }
    throw new IllegalArgumentException("\"" + name + "\" is not an array");
  }

  private static long number(Object json, String name) {
    if (field(json, name) instanceof Long number) {
      return number;
    }
    throw new IllegalArgumentException("\"" + name + "\" is not a whole number");
  }

  private static int toInt(Object number) {
    if (number instanceof Long value) {
      return Math.toIntExact(value);
    }
    throw new IllegalArgumentException(number + " is not a whole number");
  }
}

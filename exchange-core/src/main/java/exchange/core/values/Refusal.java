package exchange.core.values;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A "no" with its code and the facts behind it.
 *
 * @param facts what the code's sentence names, such as {@code day} or {@code free}; never secrets
 */
public record Refusal(RefusalCode code, Map<String, String> facts) {

  public Refusal {
    facts = Map.copyOf(facts);
  }

  /** The refusal as an error; {@code facts} are names and values in turn. */
  public static RefusedException of(RefusalCode code, Object... facts) {
    Map<String, String> named = new LinkedHashMap<>();
    for (int i = 0; i < facts.length; i += 2) {
      named.put(String.valueOf(facts[i]), String.valueOf(facts[i + 1]));
    }
    return new RefusedException(new Refusal(code, named));
  }

  /** A value that breaks a rule of its own, such as {@code invalid("to", "must be after from")}. */
  public static RefusedException invalid(String field, String problem) {
    return of(RefusalCode.VALIDATION_FAILED, "field", field, "problem", problem);
  }

  /** What happened and what would help, with the facts filled in. */
  public String sentence() {
    String filled = code.sentence();
    for (Map.Entry<String, String> fact : facts.entrySet()) {
      filled = filled.replace("{" + fact.getKey() + "}", fact.getValue());
    }
    return filled;
  }
}

package exchange.api.rest;

import jakarta.validation.ConstraintViolation;
import java.util.Map;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.ParameterValidationResult;

/**
 * Broken constraints in words. The validator's own messages follow the machine's language; these
 * are part of the contract.
 */
final class Violations {
  private Violations() {}

  static String problem(FieldError error) {
    return error.contains(ConstraintViolation.class)
        ? problem(error.unwrap(ConstraintViolation.class))
        : "is not understood";
  }

  static String problem(ParameterValidationResult result, MessageSourceResolvable error) {
    return problem(result.unwrap(error, ConstraintViolation.class));
  }

  private static String problem(ConstraintViolation<?> violation) {
    Map<String, Object> asked = violation.getConstraintDescriptor().getAttributes();
    String constraint =
        violation.getConstraintDescriptor().getAnnotation().annotationType().getSimpleName();
    return switch (constraint) {
      case "NotNull" -> "is required";
      case "Min", "DecimalMin" -> "must be " + asked.get("value") + " or more";
      case "Max", "DecimalMax" -> "must be " + asked.get("value") + " or less";
      case "Pattern" -> "must match " + asked.get("regexp");
      case "Size" -> size(violation.getInvalidValue(), asked);
      default -> "breaks the rule " + constraint;
    };
  }

  private static String size(Object value, Map<String, Object> asked) {
    String what = value instanceof CharSequence ? " characters" : " items";
    String least = String.valueOf(asked.get("min"));
    String most = String.valueOf(asked.get("max"));
    if (most.equals(String.valueOf(Integer.MAX_VALUE))) {
      return "must have at least " + least + what;
    }
    return least.equals("0")
        ? "must have at most " + most + what
        : "must have " + least + " to " + most + what;
  }
}

package exchange.api.rest;

import exchange.core.values.Refusal;
import exchange.core.values.RefusalCode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.MethodParameter;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.validation.Errors;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.server.MissingRequestValueException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebInputException;
import tools.jackson.core.JacksonException;

/** What the framework finds wrong with a request, as refusals that name the field. */
final class BadRequests {
  private static final String KEY_HEADER = "Idempotency-Key";

  private BadRequests() {}

  /** Empty for an error that is not the request's fault. */
  static Optional<Refusal> refusal(Throwable error) {
    if (error instanceof WebExchangeBindException body) {
      return Optional.of(first(body));
    }
    if (error instanceof HandlerMethodValidationException parameters) {
      return Optional.of(first(parameters.getParameterValidationResults()));
    }
    if (error instanceof MissingRequestValueException missing) {
      return Optional.of(parameter(missing.getName(), "is required"));
    }
    if (error instanceof ServerWebInputException input) {
      return Optional.of(unreadable(input));
    }
    if (error instanceof DataBufferLimitException) {
      return Optional.of(Refusal.of(RefusalCode.PAYLOAD_TOO_LARGE).refusal());
    }
    if (error instanceof ResponseStatusException status) {
      return byStatus(status.getStatusCode().value());
    }
    return Optional.empty();
  }

  private static Optional<Refusal> byStatus(int status) {
    return switch (status) {
      case 400 -> Optional.of(malformed("it is not what the address expects"));
      case 404 -> Optional.of(Refusal.of(RefusalCode.NOT_FOUND).refusal());
      case 405 -> Optional.of(Refusal.of(RefusalCode.METHOD_NOT_ALLOWED).refusal());
      case 406 -> Optional.of(Refusal.of(RefusalCode.NOT_ACCEPTABLE).refusal());
      case 413 -> Optional.of(Refusal.of(RefusalCode.PAYLOAD_TOO_LARGE).refusal());
      case 415 -> Optional.of(Refusal.of(RefusalCode.UNSUPPORTED_MEDIA_TYPE).refusal());
      default -> Optional.empty();
    };
  }

  private static Refusal first(Errors body) {
    return body.getFieldErrors().stream()
        .min(Comparator.comparing(FieldError::getField).thenComparing(BadRequests::code))
        .map(error -> invalid(error.getField(), Violations.problem(error)))
        .orElseGet(() -> malformed("it breaks a rule"));
  }

  private static Refusal first(List<ParameterValidationResult> results) {
    ParameterValidationResult result = results.get(0);
    if (result instanceof ParameterErrors body) {
      return first(body);
    }
    MessageSourceResolvable error = result.getResolvableErrors().get(0);
    return parameter(name(result.getMethodParameter()), Violations.problem(result, error));
  }

  private static Refusal unreadable(ServerWebInputException error) {
    for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof JacksonException json) {
        return UnreadableJson.refusal(json);
      }
      if (cause instanceof DataBufferLimitException) {
        return Refusal.of(RefusalCode.PAYLOAD_TOO_LARGE).refusal();
      }
      if (cause instanceof TypeMismatchException mismatch && error.getMethodParameter() != null) {
        return parameter(name(error.getMethodParameter()), Expected.of(mismatch.getRequiredType()));
      }
    }
    return malformed("its body is missing or not what the address expects");
  }

  private static Refusal parameter(@Nullable String name, String problem) {
    return KEY_HEADER.equals(name)
        ? Refusal.of(RefusalCode.IDEMPOTENCY_KEY_MISSING).refusal()
        : invalid(String.valueOf(name), problem);
  }

  /** As the request spells it. */
  private static @Nullable String name(MethodParameter parameter) {
    PathVariable path = parameter.getParameterAnnotation(PathVariable.class);
    RequestParam query = parameter.getParameterAnnotation(RequestParam.class);
    RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
    if (path != null) {
      return path.value();
    }
    if (query != null) {
      return query.value();
    }
    return header != null ? header.value() : parameter.getParameterName();
  }

  private static String code(FieldError error) {
    return String.valueOf(error.getCode());
  }

  private static Refusal invalid(String field, String problem) {
    return Refusal.invalid(field, problem).refusal();
  }

  private static Refusal malformed(String reason) {
    return Refusal.of(RefusalCode.MALFORMED_REQUEST, "reason", reason).refusal();
  }
}

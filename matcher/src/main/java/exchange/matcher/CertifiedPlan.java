package exchange.matcher;

import exchange.core.matching.Plan;
import exchange.matcher.certificate.Certificate;

/** A plan and the proof of how good it is. */
public record CertifiedPlan(Plan plan, Certificate certificate) {}

/**
 * The command {@code matcher-solve}: reads a problem, or makes one up, and prints the plan with its
 * certificate's figures as JSON. Knows the matcher and the matching port.
 */
@NullMarked
package exchange.matcher.solve;

import org.jspecify.annotations.NullMarked;

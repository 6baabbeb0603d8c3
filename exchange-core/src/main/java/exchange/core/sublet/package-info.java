/**
 * Leased space that its tenants offer on, and the consent of those who let it. Knows values,
 * member, listing and lease.
 */
@NullMarked
package exchange.core.sublet;

import org.jspecify.annotations.NullMarked;

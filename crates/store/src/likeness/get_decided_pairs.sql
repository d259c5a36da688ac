-- The pairs that people decided about, where both contents are here.
SELECT one.id, other.id, decisions.same
FROM decisions
JOIN contents AS one ON substr(one.sha256, 1, 8) = substr(decisions.one, 1, 8) AND one.sha256 = decisions.one
JOIN contents AS other ON substr(other.sha256, 1, 8) = substr(decisions.other, 1, 8) AND other.sha256 = decisions.other

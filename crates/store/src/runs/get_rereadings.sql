-- What came of the stored records that a run read again, the commonest format first.
SELECT
    format,
    sum(iif(result = 'better', records, 0)) AS better,
    sum(iif(result = 'accepted', records, 0)) AS accepted,
    sum(iif(result = 'unchanged', records, 0)) AS unchanged,
    sum(iif(result = 'kept', records, 0)) AS kept,
    sum(iif(result = 'left_out', records, 0)) AS left_out,
    json_group_array(DISTINCT reason) FILTER (WHERE reason <> '') AS reasons
FROM rereadings
WHERE run_id = ?1
GROUP BY format
ORDER BY sum(records) DESC, format;

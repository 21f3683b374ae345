INSERT INTO `right_act` (`dossier_id`, `seq`, `kind`, `at`, `by`, `facts`)
SELECT `dossier_id`, `seq`, `kind`, `at`, `by`,
  CASE `kind`
    WHEN 'granted' THEN json_object('kind', 'granted', 'professional', `ps_id_nat`, 'until', `until`)
    ELSE json_object('kind', 'withdrawn', 'professional', `ps_id_nat`)
  END
FROM `authorisation_act`;--> statement-breakpoint
DROP TABLE `authorisation_act`;
webhook-overlap-invalid = L’ancien secret doit cesser après 0 à { $longest } heures.
webhook-position-invalid = Donnez une position du flux : de 0, son début, à { $end }, sa fin.
webhook-url-invalid = Un webhook doit avoir une adresse comme https://shop.example.org/tieout.
webhook-url-not-https = Donnez une adresse https : http est réservé aux adresses que l’exploitant inscrit dans TIEOUT_WEBHOOK_ALLOW.
